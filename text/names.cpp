// names.cpp: a byline into people, agency and place.
// Method: dates are cut out, the line is split at marks and joining words, every piece is classed
// as a person, a job title, an agency or nothing; a comma after a name may bring that person's
// title. Not here: what a name looks like (names_shape.cpp), where on the page a byline stands
// (story/).
#include "text/names.h"

#include <algorithm>

#include "base/base.h"
#include "text/dateline_cities.h"
#include "text/names_east_asian.h"
#include "text/names_sections.h"
#include "text/names_shape.h"
#include "text/names_times.h"
#include "text/names_words.h"
#include "text/word_table.h"
#include "text/words.h"

namespace copydesk {
namespace {

// A longer line is a paragraph that happens to begin with "By".
constexpr size_t kLongestByline = 400;
constexpr size_t kMostAuthors = 40;

std::string_view strip_marks(std::string_view piece) {
  constexpr std::string_view kMarks = " \t,.:;-|/*<>=~_\"'";
  const size_t begin = piece.find_first_not_of(kMarks);
  if (begin == std::string_view::npos) return {};
  size_t end = piece.find_last_not_of(" \t,:;-|/*<>=~_\"'") + 1;
  piece = piece.substr(begin, end - begin);
  for (std::string_view mark : {"–", "—", "•", "·", "・", "：", "／", "　"}) {
    while (piece.starts_with(mark)) piece = trim_space(piece.substr(mark.size()));
    while (piece.ends_with(mark)) piece = trim_space(piece.substr(0, piece.size() - mark.size()));
  }
  // A full stop stays behind an initial or "Jr."; behind a longer word it ends the line.
  if (piece.ends_with('.') && piece.size() > 1) {
    const size_t space = piece.rfind(' ');
    const std::string_view last = piece.substr(space == std::string_view::npos ? 0 : space + 1);
    if (last.size() > 3) piece.remove_suffix(1);
  }
  return trim_space(piece);
}

// What stands before an e-mail address, a web address or a handle; "Ana Ruiz@anaruiz" has a glued
// handle.
std::string_view before_address(std::string_view text) {
  for (std::string_view word : EachWord(text)) {
    const size_t at = word.find('@');
    if (at == std::string_view::npos && word.find("http") == std::string_view::npos) continue;
    size_t cut = static_cast<size_t>(word.data() - text.data());
    const bool handle =
        at != std::string_view::npos && at > 0 && word.find('.', at) == std::string_view::npos;
    if (handle) cut += at;
    return strip_marks(text.substr(0, cut));
  }
  return text;
}

// The first word of a text that has no marks at its ends.
std::string_view up_to_space(std::string_view text) { return text.substr(0, text.find(' ')); }

// "Smart Rain Team": what stands before these is no person.
bool heads_organisation(std::string_view word) {
  static constexpr std::string_view kHeads[] = {
      "team",      "staff",      "news",    "desk",      "media",   "group",
      "press",     "agency",     "editors", "editorial", "store",   "shop",
      "magazine",  "times",      "post",    "studio",    "network", "submissions",
      "community", "foundation", "inc",     "ltd",       "gmbh",    "redaktion"};
  static constexpr WordTable kSet(kHeads);
  FoldRoom room;
  return kSet.contains(room.letters(word));
}

// "Luc Martin le", "Ana Ruiz on": what led to the date behind a name stays at its end.
std::string_view without_trailing_labels(std::string_view text) {
  while (true) {
    const size_t space = text.rfind(' ');
    if (space == std::string_view::npos) return text;
    const std::string_view last = text.substr(space + 1);
    const bool capital = is_upper(first_of(last));
    // "Ana Ruiz In", but Kim In and Jin On are names.
    if (capital && (word_count_of(text) < 3 || (last != "In" && last != "On"))) return text;
    if (!capital && !is_time_label(last) && !is_name_particle(last)) return text;
    text = strip_marks(text.substr(0, space));
  }
}

// A handle or a single name: "macbacchi", "Jessie", "b.scherer"; an empty view when the text is a
// phrase or begins with words of outlets and titles.
std::string_view handle_of(std::string_view text) {
  constexpr size_t kLongestHandle = 40;
  constexpr size_t kMostWords = 2;
  auto words = words_of(text);
  // "macbacchi am Samstag"
  for (size_t i = 1; i < words.size(); ++i) {
    if (is_upper(first_of(words[i])) || !is_time_label(words[i])) continue;
    text = strip_marks(text.substr(0, static_cast<size_t>(words[i].data() - text.data())));
    words.resize(i);
  }
  if (words.empty() || words.size() > kMostWords || text.size() > kLongestHandle) return {};
  if (words.size() == 2 && (!is_upper(first_of(words[1])) && is_cased(first_of(words[1]))))
    return {};
  for (std::string_view word : words)
    if (is_outlet_word(word) || is_role_word(word) || is_time_label(word)) return {};
  if (text.find_first_of("@/:?!<>{}[]") != std::string_view::npos || is_agency(text)) return {};
  return text;
}

// The name that opens a longer text: "Ana Ruiz This post has been corrected", "Ana Ruiz Published",
// "Ana Ruiz For The Daily Rain".
std::string_view name_at_start(std::string_view text) {
  size_t end = 0, count = 0;
  for (std::string_view word : EachWord(text)) {
    if (heads_organisation(word)) return {};
    const bool stops = is_outlet_word(word) || is_role_word(word) || is_time_label(word) ||
                       is_picture_label(word) || has_forbidden_mark(word);
    if (stops || (!is_name_word(word) && !is_name_particle(word))) break;
    if (++count > 4) return {};
    end = static_cast<size_t>(word.data() + word.size() - text.data());
  }
  const std::string_view name = strip_marks(text.substr(0, end));
  return end < text.size() && is_plausible_name(name) ? name : std::string_view{};
}

// What stands between the marks of a byline, in order.
struct Piece {
  std::string_view text;
  char before = 0;  // ',', '(' or '-' for "—" when that stands before it, else 0
};

class BylineReader {
 public:
  Byline read(std::string_view text);

 private:
  void split(std::string_view text);
  void add_piece(std::string_view piece, char before);
  void split_at_words(std::string_view piece, char before);
  void join_last_first();
  void join_given_names();
  void drop_credentials();
  void take(const Piece& piece);
  bool take_label(std::string_view& text);
  bool take_inner_lead(std::string_view& text);
  bool take_inserted(std::string_view text);
  bool take_remark(const Piece& piece);
  void take_place(std::string_view& text);
  std::string take_role(std::string_view& text);
  void take_trailing_agency(std::string_view& text);
  bool take_job_at_agency(const Piece& piece, std::string_view text);
  bool take_east_asian(std::string_view text);
  void drop_places(std::string_view name);
  void drop_capitals();
  void add_person(std::string_view name, std::string role);
  void add_person_with_job(std::string_view name, std::string role);
  void note_job(std::string_view role);
  void add_agency(std::string_view name);

  Byline out_;
  std::vector<Piece> pieces_;
  size_t with_job_ = 0;       // of the authors, those before a job
  bool in_pictures_ = false;  // behind "Fotos:", until another label
};

// The length of a separator beyond ASCII that stands at `at`, or 0.
size_t wide_separator_at(std::string_view text, size_t at, bool& comma) {
  static constexpr std::string_view kMarks[] = {"•",  "·",  "●",  "–", "—",  "、", "，",
                                                "；", "（", "）", "▪", "｜", "»",  "«",
                                                "‧",  "【", "】", "©", "،"};
  for (const std::string_view mark : kMarks) {
    if (!text.substr(at).starts_with(mark)) continue;
    comma = mark == "，" || mark == "、" || mark == "،";
    // A middle dot joins the parts of foreign names in Chinese and Japanese.
    if (mark == "·" && at > 0 && text[at - 1] != ' ') return 0;
    return mark.size();
  }
  return 0;
}

// The length of a separator that stands at `at`, or 0; `comma` tells whether it is a comma.
size_t separator_at(std::string_view text, size_t at, bool& comma) {
  const char c = text[at];
  comma = c == ',';
  if (c == ',' || c == ';' || c == '|' || c == '/' || c == '&' || c == '(' || c == ')' ||
      c == '[' || c == ']' || c == '\t' || c == '\n' || c == '+')
    return 1;
  if (static_cast<unsigned char>(c) >= 0x80) return wide_separator_at(text, at, comma);
  if (c == '-' && at > 0 && text[at - 1] == ' ' && at + 1 < text.size() && text[at + 1] == ' ')
    return 1;
  return 0;
}

// The length of "(Guha)" in "Paramita (Guha) Ghosh", or 0: a name in brackets between the first and
// the last of another belongs to it.
size_t inserted_length(std::string_view before, std::string_view text) {
  const size_t end = text.find(')');
  if (end == std::string_view::npos || end + 2 >= text.size() || text[end + 1] != ' ') return 0;
  const std::string_view behind = up_to_space(text.substr(end + 2));
  const auto is_part = [](std::string_view word) {
    return is_name_word(word) && !is_outlet_word(word) && !is_role_word(word) &&
           !is_time_label(word) && !is_picture_label(word) && !is_agency(word);
  };
  const auto words = words_of(before);
  const auto inner = words_of(text.substr(1, end - 1));
  const bool is_name = words.size() == 1 && !inner.empty() && is_part(words[0]) && is_part(behind);
  return is_name && std::ranges::all_of(inner, is_part) ? end + 1 : 0;
}

void BylineReader::split(std::string_view text) {
  size_t begin = 0, at = 0;
  char before = 0;
  while (at < text.size()) {
    bool comma = false;
    const size_t length = separator_at(text, at, comma);
    const size_t inserted =
        text[at] == '(' ? inserted_length(text.substr(begin, at - begin), text.substr(at)) : 0;
    if (length == 0 || inserted > 0) {
      if (inserted > 0)
        at += inserted;
      else
        next_code_point(text, at);
      continue;
    }
    split_at_words(text.substr(begin, at - begin), before);
    before = comma ? ',' : text[at] == '(' ? '(' : text.substr(at).starts_with("—") ? '-' : 0;
    at += length;
    begin = at;
  }
  split_at_words(text.substr(begin), before);
}

void BylineReader::add_piece(std::string_view piece, char before) {
  piece = strip_marks(piece);
  if (!piece.empty() && pieces_.size() < 2 * kMostAuthors) pieces_.push_back({piece, before});
}

// "Ana Ruiz und Tom Oke": cut where the word joins; "Ortega y Gasset" is cut too only when both
// sides are whole names.
void BylineReader::split_at_words(std::string_view piece, char before) {
  size_t begin = 0;
  for (std::string_view word : EachWord(piece)) {
    const size_t at = static_cast<size_t>(word.data() - piece.data());
    if (at > begin && word.ends_with(':') && is_picture_label(word)) {  // "Ana Ruiz Foto: Tom Oke"
      add_piece(piece.substr(begin, at - begin), before);
      before = 0;
      begin = at;
    }
    if (!is_joining_word(word) || (word.size() < 3 && is_upper(first_of(word)))) continue;
    if (at == 0 && before == '(' && word.size() > 2) begin = word.size();  // "(avec Luc Petit)"
    if (at == 0) continue;
    const std::string_view left = strip_marks(piece.substr(begin, at - begin));
    const std::string_view right = strip_marks(piece.substr(at + word.size()));
    const bool particle = word.size() == 1 && is_name_particle(word);
    if (particle && (word_count_of(left) < 2 || word_count_of(right) < 2)) continue;
    const char32_t next = first_of(right);
    if (word.size() == 1 && is_cased(next) && !is_upper(next)) continue;  // "making a donation"
    add_piece(left, before);
    before = 0;
    begin = at + word.size();
  }
  add_piece(piece.substr(begin), before);
}

// "Ruiz, Ana": two lone words around a comma are one name.
void BylineReader::join_last_first() {
  if (pieces_.size() != 2 || pieces_[1].before != ',') return;
  const std::string_view last = pieces_[0].text, first = pieces_[1].text;
  if (word_count_of(last) != 1 || word_count_of(first) > 2 || !is_name_word(last) ||
      !is_name_word(first))
    return;
  if (is_outlet_word(last) || is_outlet_word(first) || is_agency(last) || is_agency(first) ||
      is_suffix_word(first))
    return;
  const auto given = words_of(first);
  const bool initial = given.size() == 2 && given[1].size() == 2 && given[1].ends_with('.');
  if (is_acronym(first) || is_acronym(last) || is_role_word(first) ||
      (given.size() != 1 && !initial))
    return;
  if (is_kana_or_han(first_of(last)) || is_hangul(first_of(last))) return;
  std::string name(first);
  name += ' ';
  name += last;
  if (!is_plausible_name(name)) return;
  add_person(name, {});
  pieces_.clear();
}

// "By Linda and Peter": two given names around a joining word sign as one handle.
void BylineReader::join_given_names() {
  if (pieces_.size() != 2 || pieces_[1].before != 0 || !out_.authors.empty()) return;
  const std::string_view last = pieces_[1].text;
  if (out_.handle.empty() || count_words(out_.handle) != 1 || count_words(last) != 1 ||
      !is_upper(first_of(last)) || handle_of(last) != last)
    return;
  const std::string_view first = pieces_[0].text;
  const size_t at = first.rfind(out_.handle);
  if (at == first.npos || !is_upper(first_of(out_.handle))) return;
  const char* end = first.data() + at + out_.handle.size();
  const std::string_view between = trim_space({end, static_cast<size_t>(last.data() - end)});
  if (between != "&" && !is_joining_word(between)) return;
  out_.handle = std::string(first.data() + at, last.data() + last.size());
}

// "Ana Ruiz CPP, PSP": capitals behind a name and others behind a comma are what its bearer has
// passed.
void BylineReader::drop_credentials() {
  for (size_t i = 0; i + 1 < pieces_.size(); ++i) {
    std::string_view& text = pieces_[i].text;
    const size_t space = text.rfind(' ');
    if (pieces_[i + 1].before != ',' || space == text.npos || !is_acronym(pieces_[i + 1].text))
      continue;
    const std::string_view name = text.substr(0, space), last = text.substr(space + 1);
    const bool is_passed = is_acronym(last) && !is_agency(last) && !is_acronym(up_to_space(text));
    if (is_passed && is_plausible_name(name)) text = name;
  }
}

void BylineReader::add_person(std::string_view name, std::string role) {
  if (out_.authors.size() >= kMostAuthors) return;
  const size_t half = name.size() / 2;  // "Ana Ruiz Ana Ruiz", its picture's name and its own
  if (name.size() % 2 == 1 && name[half] == ' ' && name.substr(0, half) == name.substr(half + 1))
    name = name.substr(0, half);
  const std::string key = fold(name);
  for (const Person& person : out_.authors)
    if (fold(person.name) == key) return;
  out_.authors.push_back({std::string(name), std::move(role)});
}

// "Мария Иванова, корреспондент" has the job in the piece behind the name.
void BylineReader::add_person_with_job(std::string_view name, std::string role) {
  note_job(role);
  add_person(name, std::move(role));
}

void BylineReader::note_job(std::string_view role) {
  for (const std::string_view word : EachWord(role)) out_.job = out_.job || is_trade_word(word);
}

void BylineReader::add_agency(std::string_view name) {
  if (out_.agency.find(name) != std::string::npos) return;
  if (!out_.agency.empty()) out_.agency += ", ";
  out_.agency += name;
}

// "Fotos: Bob", "Text: Ana": strips the label; false when the piece names no author.
bool BylineReader::take_label(std::string_view& text) {
  const size_t colon = text.find(':');
  const size_t wide = text.find("：");
  if (colon == std::string_view::npos && wide == std::string_view::npos) {
    if (is_picture_label(up_to_space(text))) in_pictures_ = true;
    return true;
  }
  const size_t at = std::min(colon, wide);
  const std::string_view label = text.substr(0, at);
  size_t word_at = 0;
  in_pictures_ = false;
  for (std::string_view word = next_word(label, word_at); !word.empty();
       word = next_word(label, word_at))
    in_pictures_ = in_pictures_ || is_picture_label(word);
  if (find_ignoring_case(label, "text") != std::string_view::npos) in_pictures_ = false;
  text = strip_marks(text.substr(at + (at == colon ? 1 : 3)));
  return !text.empty();
}

// "CNN in Lagos", "Ana Ruiz aus Berlin": what stands behind the word is a place when a capital
// opens it.
void BylineReader::take_place(std::string_view& text) {
  const auto words = words_of(text);
  for (size_t i = 1; i + 1 < words.size(); ++i) {
    const bool is_shouted = i >= 2 && words[i] == "IN";  // "Ana Ruiz IN Fashion", by a style
    if (!is_place_word(words[i]) || (is_upper(first_of(words[i])) && !is_shouted) ||
        !is_upper(first_of(words[i + 1])))
      continue;
    const bool doubtful = is_name_particle(words[i]);  // "da Silva", "i Domènech"
    if (doubtful && i < 2) continue;
    if (out_.place.empty())
      out_.place = text.substr(static_cast<size_t>(words[i + 1].data() - text.data()));
    text = strip_marks(text.substr(0, static_cast<size_t>(words[i].data() - text.data())));
    return;
  }
}

// Takes job titles off both ends of a piece; what is left may be a name.
std::string BylineReader::take_role(std::string_view& text) {
  const auto words = words_of(text);
  size_t first = 0, last = words.size(), from = words.size(), to = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!is_role_word(words[i])) continue;
    from = std::min(from, i);
    to = i + 1;
  }
  if (to == 0) return {};
  const auto part = [&](size_t a, size_t b) {
    if (a >= b) return std::string_view{};
    return text.substr(
        static_cast<size_t>(words[a].data() - text.data()),
        static_cast<size_t>(words[b - 1].data() + words[b - 1].size() - words[a].data()));
  };
  const std::string_view behind = strip_marks(part(to, words.size()));
  std::string role;
  if (is_plausible_name(behind)) {
    role = part(0, to);
    first = to;
  } else {
    // "Ana Ruiz Staff Writer", "Ana Ruiz Political Correspondent": the name is the longest start
    // that can be one.
    last = from;
    while (last > 2 && (is_outlet_word(words[last - 1]) || !is_name_word(words[last - 1]))) --last;
    role = part(last, words.size());
  }
  text = strip_marks(part(first, last));
  return role;
}

// "John Doe Associated Press", "JIM KUHNHENN Associated Press"
void BylineReader::take_trailing_agency(std::string_view& text) {
  for (const std::string_view word : EachWord(text)) {
    const size_t at = static_cast<size_t>(word.data() - text.data());
    if (at == 0) continue;
    std::string_view rest = text.substr(at);
    for (std::string_view link : {"of ", "for ", "de ", "para ", "für ", "pour "})
      if (rest.starts_with(link)) rest.remove_prefix(link.size());
    if (!is_agency(rest)) continue;
    add_agency(rest);
    text = strip_marks(text.substr(0, at));
    return;
  }
}

// "Ana Ruiz, AP Economics Writer": the title of whom the agency pays. `text` is what stands before
// the title's last words; a copy of the line may have lost the agency's capitals.
bool BylineReader::take_job_at_agency(const Piece& piece, std::string_view text) {
  if (piece.before != ',' || out_.authors.empty()) return false;
  const std::string_view agency = up_to_space(text);
  if (agency.size() == text.size()) return false;
  if (is_agency(agency))
    add_agency(agency);
  else if (fold(agency) != fold(out_.agency))
    return false;
  if (out_.authors.back().role.empty()) out_.authors.back().role = piece.text;
  return true;
}

// "本报记者 王小明", "나하늘 기자 a@b.kr"
bool BylineReader::take_east_asian(std::string_view text) {
  EastAsianPiece piece;
  if (!read_east_asian(text, piece)) return false;
  if (piece.has_job) drop_places(piece.names[0]);
  for (const std::string_view name : piece.names) add_person(name, {});
  if (!piece.has_job) return true;
  out_.job = true;
  with_job_ = out_.authors.size();
  return true;
}

// "은빛, 나하늘 기자": what stands before a reporter's name and has not three syllables, as nearly
// all names have, is a place.
void BylineReader::drop_places(std::string_view name) {
  if (!is_hangul(first_of(name)) || count_code_points(name) < 3) return;
  const auto begin = out_.authors.begin() + static_cast<ptrdiff_t>(with_job_);
  out_.authors.erase(std::remove_if(begin, out_.authors.end(),
                                    [](const Person& person) {
                                      return is_hangul(first_of(person.name)) &&
                                             count_code_points(person.name) != 3;
                                    }),
                     out_.authors.end());
}

// "Posted in Weather by Ana Ruiz on": what stands behind the word that announces authors.
bool BylineReader::take_inner_lead(std::string_view& text) {
  constexpr size_t kMostWords = 20;
  size_t count = 0;
  for (std::string_view word : EachWord(text)) {
    if (count++ == 0 || count > kMostWords) continue;
    const std::string_view rest = text.substr(static_cast<size_t>(word.data() - text.data()));
    size_t lead = 0;
    // "posted on" is a label, "von" inside a name a particle.
    if (is_upper(first_of(word)) || !opens_byline(rest, lead)) continue;
    text = strip_marks(rest.substr(lead));
    return !text.empty();
  }
  return false;
}

// "Paramita (Guha) Ghosh", which split() left whole.
bool BylineReader::take_inserted(std::string_view text) {
  const size_t open = text.find('('), close = text.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return false;
  std::string plain(text);
  plain.erase(close, 1).erase(open, 1);
  if (is_plausible_name(plain)) add_person(text, {});
  return true;
}

// What stands behind a name and is none: "(photography)", which takes the name with it, and places:
// "Por Ana Ruiz, São Paulo", "Por Ana Ruiz — Vila do Sul".
bool BylineReader::take_remark(const Piece& piece) {
  if (out_.authors.empty()) return false;
  if (piece.before == '(' && is_picture_label(piece.text)) {
    out_.authors.pop_back();
    return true;
  }
  if (!is_city(piece.text) && !(piece.before == '-' && out_.by)) return false;
  if (out_.place.empty()) out_.place = piece.text;
  return true;
}

void BylineReader::take(const Piece& piece) {
  std::string_view text = without_part_in_book(piece.text);
  size_t lead = 0;
  bool announced = &piece == &pieces_.front() && out_.by;
  if (opens_other_credit(text, lead) || opens_label(text) || take_remark(piece)) return;
  if (opens_byline(text, lead)) {
    in_pictures_ = false;
    announced = out_.by = true;
    text = strip_marks(text.substr(lead));
  }
  if (text.empty() || !take_label(text) || in_pictures_) return;
  if (is_agency(text)) return add_agency(text);
  if (take_inserted(text) || take_east_asian(text)) return;
  if (is_time_label(up_to_space(text))) {
    if (!take_inner_lead(text)) return;
    announced = out_.by = true;
  }
  text = before_address(text);
  if (text.empty()) return;
  take_place(text);
  take_trailing_agency(text);
  if (text.empty()) return;
  std::string role = take_role(text);
  if (is_agency(up_to_space(role))) add_agency(up_to_space(role));  // "AP Writer Ana Ruiz"
  if (is_agency(text)) return add_agency(text);
  if (!role.empty() && take_job_at_agency(piece, text)) return;
  text = without_trailing_labels(text);
  if (is_plausible_name(text)) return add_person_with_job(text, std::move(role));
  if (const std::string_view name = out_.by ? name_at_start(text) : std::string_view{};
      !name.empty())
    return add_person(name, std::move(role));
  if (!role.empty() && piece.before == ',' && !out_.authors.empty() &&
      out_.authors.back().role.empty()) {
    note_job(role);
    out_.authors.back().role = piece.text;
  }
  if (announced && role.empty() && out_.authors.empty() && out_.handle.empty())
    out_.handle = handle_of(text);
}

// "Ana Ruiz, MDR NORD": capitals alone beside a name in both cases are an outlet.
void BylineReader::drop_capitals() {
  const auto is_loud = [](const Person& person) {
    for (size_t at = 0; at < person.name.size();)
      if (const char32_t c = next_code_point(person.name, at); is_cased(c) && !is_upper(c))
        return false;
    return is_cased(first_of(person.name));
  };
  if (std::all_of(out_.authors.begin(), out_.authors.end(), is_loud)) return;
  std::erase_if(out_.authors, is_loud);
}

// "Ein Interview von Ana Ruiz mit Tom Oke": who was asked did not write it.
std::string_view without_asked(std::string_view lead, std::string_view text) {
  if (find_ignoring_case(lead, "interview") == std::string_view::npos) return text;
  for (std::string_view word : {" mit ", " with ", " avec ", " con "})
    text = text.substr(0, text.find(word));
  return text;
}

Byline BylineReader::read(std::string_view text) {
  size_t lead = 0;
  if (opens_byline(text, lead)) {
    out_.by = true;
    text = without_sections(without_asked(text.substr(0, lead), text.substr(lead)));
  }
  const std::string parted = with_bars_for_times(text);
  split(parted);
  join_last_first();
  drop_credentials();
  for (const Piece& piece : pieces_) {
    if (!out_.authors.empty() && (opens_sections(piece.text) || opens_label(piece.text))) break;
    take(piece);
  }
  join_given_names();
  drop_capitals();
  return std::move(out_);
}

}  // namespace

bool is_outlet_like(std::string_view word) { return is_outlet_word(word); }

Byline parse_byline(std::string_view text) {
  const std::string line = without_mails(collapse_space(text));
  if (line.empty() || line.size() > kLongestByline) return {};
  return BylineReader().read(line);
}

}  // namespace copydesk
