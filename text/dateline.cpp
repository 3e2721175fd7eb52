// dateline.cpp: the place and agency before a wire story's first sentence.
// Method: a cursor over the first bytes of the paragraph and one function per family of forms:
// "PLACE, date (AGENCY) -",
// "(AGENCY) - PLACE, date -", "PLACE -", "AGENCY -", and the bracketed forms of Chinese, Japanese
// and Korean papers. A place in mixed case without an agency counts only when it is a large city:
// "Anna - 34 years old" is none. Not here: taking the prefix off the text (story/).
#include "text/dateline.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/base.h"
#include "text/dateline_cities.h"
#include "text/names.h"
#include "text/when.h"
#include "text/words.h"

namespace copydesk {
namespace {

constexpr size_t kLongestDateline = 160;
constexpr size_t kLongestPlace = 60, kShortestPlace = 4;
constexpr size_t npos = std::string_view::npos;

char32_t code_point_at(std::string_view text, size_t at) {
  return at < text.size() ? next_code_point(text, at) : 0;
}
bool is_upper(char32_t c) { return u_isUUppercase(static_cast<UChar32>(c)); }
bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }
bool is_hangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }
bool is_han(char32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3005 && c <= 0x30FF); }

bool is_shouted(std::string_view text) {
  bool any = false;
  size_t at = 0;
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (u_islower(static_cast<UChar32>(c))) return false;
    any = any || is_upper(c);
  }
  return any;
}

// Several letters, all capitals: "AP", "KXAN", "AFP".
bool is_acronym(std::string_view text) {
  if (text.size() < 2 || text.size() > 8) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || c == '/' || c == '-'; });
}

size_t skip_spaces(std::string_view text, size_t at) {
  while (at < text.size()) {
    size_t next = at;
    if (!is_space_character(next_code_point(text, next))) break;
    at = next;
  }
  return at;
}

// A dash or colon that parts the dateline from the sentence; 0 when there is none. White space
// around is in it.
size_t separator_end(std::string_view text, size_t at) {
  size_t end = skip_spaces(text, at);
  bool found = false;
  for (size_t i = end; i < text.size();) {
    size_t next = i;
    const char32_t c = next_code_point(text, next);
    const bool stop = c == '.' && !found;
    const bool dash = c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015 || c == 0x2011 ||
                      c == 0x2212 || c == ':' || c == 0xFF1A;
    if (!dash && !stop) break;
    if (dash) found = true;
    i = end = skip_spaces(text, next);
  }
  return found ? end : 0;
}

// "Lagos, Nigeria", "GAINESVILLE, Fla.", "Frankfurt/Main", "United Nations, New York": capitalised
// words and few marks.
bool is_place(std::string_view text) {
  if (text.empty() || text.size() > kLongestPlace || !is_upper(code_point_at(text, 0)))
    return false;
  size_t words = 0, at = 0;
  bool start = true;
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (c == ' ' || c == '/' || c == '-' || c == 0x2019 || c == '\'') {
      start = true;
      continue;
    }
    if (c == ',' || c == '.') continue;
    if (!is_letter(c) && u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK) return false;
    if (start) ++words;
    if (start && !is_upper(c)) {
      const size_t begin = at - 1;
      const std::string_view rest = text.substr(std::min(begin, text.size()));
      bool particle = false;
      for (std::string_view word : {"de ", "of ", "am ", "la ", "del ", "an ", "der ", "do ",
                                    "upon ", "sur ", "im ", "in ", "ob ", "el ", "le ", "les "})
        particle = particle || rest.starts_with(word);
      if (!particle) return false;
    }
    start = false;
  }
  return words >= 1 && words <= 7 && !is_agency(text);
}

// Cuts "BERLIN, April 3" into place and date: a date, or a bare number, behind the last comma that
// has one behind it.
void cut_date(std::string_view text, std::string_view& place, std::string_view& date) {
  place = trim_space(text);
  for (size_t comma = text.find(','); comma != npos; comma = text.find(',', comma + 1)) {
    const std::string_view behind = trim_space(text.substr(comma + 1));
    if (behind.empty() || behind.size() > 30) continue;
    DateHints hints;
    hints.year = 2000;
    const Moment moment = parse_when(behind, hints);
    const bool bare_number =
        std::all_of(behind.begin(), behind.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!bare_number && (moment.is_absent() || moment.begin > 6)) continue;
    place = trim_space(text.substr(0, comma));
    date = behind;
    return;
  }
}

// "dpo", "ap/sid": an agency by its short form in lower case, which has three letters at most.
bool is_short_form(std::string_view text) {
  constexpr size_t kLetters = 3;
  size_t run = 0;
  for (const char c : text) {
    if (c != '/' && (c < 'a' || c > 'z')) return false;
    run = c == '/' ? 0 : run + 1;
    if (run > kLetters) return false;
  }
  return run >= 2;
}

bool is_known_source(std::string_view text, std::string_view publisher) {
  // "Reuters Life!" is a service of Reuters; "KNA/iz" was edited in the house.
  if (is_agency(text) || is_agency(text.substr(0, text.find_first_of(" /")))) return true;
  if (!agency_credit(text).empty()) return true;
  return !publisher.empty() && fold(text) == fold(publisher);
}

// What follows a bracketed source: a dash or colon, the sentence glued to it, or (for known
// sources) a full stop or a capital.
size_t end_behind_source(std::string_view text, size_t at, bool known) {
  if (const size_t end = separator_end(text, at); end != 0) return end;
  if (known && at < text.size() && text[at] == '.') ++at;
  const char32_t next = code_point_at(text, at);
  if (is_upper(next) || next == 0x201C || (next == '"' && known)) return at;
  const size_t end = skip_spaces(text, at);
  const char32_t first = code_point_at(text, end);
  if (known && end > at && (is_upper(first) || first == 0x201C || first == '"' || first == 0x201E))
    return end;
  return 0;
}

constexpr size_t kMostSourceWords = 4;

// Whether all of a text is a day.
bool is_day(std::string_view text) {
  DateHints hints;
  hints.year = 2000;  // it may be left out
  return is_whole_day(text, hints);
}

// Whether a bracket behind `ahead` holds a source though nobody knows it.
bool is_likely_source(std::string_view source, std::string_view ahead, bool is_behind_place) {
  std::string_view day_place, day;
  cut_date(ahead, day_place, day);
  // Behind a place and a day: "PORT ANSEL, Nov 29 (Meridian) -".
  const bool is_dated = !day.empty() && is_place(day_place) && is_upper(code_point_at(source, 0)) &&
                        count_words(source) <= kMostSourceWords;
  if (is_dated || is_acronym(source) || (is_behind_place && is_short_form(source))) return true;
  // "(CNN Business)": an acronym and one more word, glued or dashed.
  const size_t space = source.find(' ');
  return space != npos && is_acronym(source.substr(0, space)) && ahead.empty();
}

// "PLACE, date (AGENCY) - ", "(CNN)The ...", "PLACE /AGENCY/ - "
DatelinePrefix read_bracketed(std::string_view text, std::string_view publisher) {
  size_t open = text.find('(');
  char close_mark = ')';
  const size_t slash = text.find('/');
  if (slash != npos && slash < open && slash + 1 < text.size() &&
      (slash == 0 || text[slash - 1] == ' ') && text[slash + 1] != ' ') {
    open = slash;
    close_mark = '/';
  }
  if (open == npos || open > kLongestPlace + 20) return {};
  const size_t close = text.find(close_mark, open + 1);
  if (close == npos || close - open > 40) return {};
  const std::string_view source = trim_space(text.substr(open + 1, close - open - 1));
  std::string_view ahead = trim_space(text.substr(0, open));
  const bool known = is_known_source(source, publisher);
  const bool lead_acronym = ahead.empty() && is_acronym(source);
  const size_t dash_end = separator_end(text, close + 1);
  const bool is_behind_place = dash_end != 0 && is_place(ahead);
  if (is_behind_place && (is_shouted(ahead) || is_city(ahead)) && is_day(source))
    return {ahead, {}, source, {}, dash_end};
  // "Berlin (xyz). Rain fell.", or a paragraph of its own: "Weidenbach (ots)".
  const bool is_whole = close + 1 == text.size() && source.size() > 2 && is_short_form(source) &&
                        open > kShortestPlace && text[open - 1] == ' ' && is_place(ahead);
  if (is_whole) return {ahead, source, {}, {}, text.size()};
  const bool is_in_city = is_short_form(source) && is_city(ahead);
  if (!known && !is_in_city && !is_likely_source(source, ahead, is_behind_place)) return {};
  DatelinePrefix out;
  out.length = end_behind_source(text, close + 1, known || is_in_city || lead_acronym);
  if (out.length == 0) return {};
  if (!ahead.empty()) {
    if (ahead.ends_with(',')) ahead.remove_suffix(1);
    cut_date(ahead, out.place, out.date);
    if (out.place.ends_with('.') && !is_place(out.place)) out.place.remove_suffix(1);
    if (!is_place(out.place)) return {};
  }
  out.agency = source;
  return out;
}

// "नयापुर, 3 मार्च (भाषा) ", "مدينة النخيل 13 شعبان 1442 هـ (رويترز) - ": a place in letters without
// case, by the agency in brackets behind it and its day.
DatelinePrefix read_caseless(std::string_view text) {
  constexpr size_t kMostWords = 4, kMostBefore = 140, kLongestAgency = 40;
  const char32_t first = code_point_at(text, 0);
  if (first < kFirstCaseless || first >= kFirstHan ||
      u_hasBinaryProperty(static_cast<UChar32>(first), UCHAR_CASED))
    return {};
  const size_t open = text.find('('), close = text.find(')', std::min(open, text.size()));
  if (open == npos || open > kMostBefore || close == npos || close - open > kLongestAgency)
    return {};
  const std::string_view source = trim_space(text.substr(open + 1, close - open - 1));
  if (!is_agency(source) && agency_credit(source).empty()) return {};
  const std::string_view ahead = text.substr(0, open);
  size_t end = 0;
  for (size_t at = 0; at < ahead.size(); end = at) {
    const char32_t c = next_code_point(ahead, at);
    if (c == ',' || c == 0x60C || c == '/' || u_isdigit(static_cast<UChar32>(c))) break;
  }
  const std::string_view place = trim_space(ahead.substr(0, end));
  if (place.empty() || place.size() > kLongestPlace || count_words(place) > kMostWords) return {};
  DatelinePrefix out;
  out.place = place;
  out.agency = source;
  const size_t behind = std::min(ahead.find_first_not_of(" ,/", end), ahead.size());
  out.date = trim_space(ahead.substr(behind));
  const size_t dash = separator_end(text, close + 1);
  out.length = dash != 0 ? dash : skip_spaces(text, close + 1);
  return out;
}

// "(ANSA) - ROMA, 03 APR - "
DatelinePrefix read_agency_first(std::string_view text, DatelinePrefix first) {
  const std::string_view rest = text.substr(first.length);
  for (std::string_view mark : {" - ", " – ", " — "}) {
    const size_t dash = rest.find(mark);
    if (dash == npos || dash == 0 || dash > kLongestPlace) continue;
    std::string_view place, date;
    cut_date(rest.substr(0, dash), place, date);
    if (!is_shouted(place) || !is_place(place)) continue;
    first.place = place;
    first.date = date;
    first.length += dash + mark.size();
    return first;
  }
  return first;
}

// Where a mark first stands, if no further than `most` bytes from the start.
size_t find_within(std::string_view text, std::string_view mark, size_t most) {
  return text.substr(0, most + mark.size()).find(mark);
}

// The states and provinces as wire services shorten them behind a town.
bool is_state(std::string_view text) {
  static constexpr auto kStates = std::to_array<std::string_view>(
      {"Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "Del.", "Fla.", "Ga.", "Ill.", "Ind.",
       "Kan.", "Ky.", "La.", "Md.", "Mass.", "Mich.", "Minn.", "Miss.", "Mo.", "Mont.", "Neb.",
       "Nev.", "N.H.", "N.J.", "N.M.", "N.Y.", "N.C.", "N.D.", "Okla.", "Ore.", "Pa.", "R.I.",
       "S.C.", "S.D.", "Tenn.", "Vt.", "Va.", "Wash.", "W.Va.", "Wis.", "Wyo.", "Ont.", "Que.",
       "B.C.", "Alta.", "Man.", "Sask.",
       // Those that they write out.
       "Alaska", "Hawaii", "Idaho", "Iowa", "Maine", "Ohio", "Texas", "Utah"});
  return std::ranges::find(kStates, text) != kStates.end();
}

// A Russian agency stands behind the dash, before a full stop, perhaps with its reporter: "РИА
// Новости, Имя Фамилия."
void take_russian_agency(std::string_view text, DatelinePrefix& out) {
  constexpr size_t kLongest = 100, kLongestAgency = 40;  // bytes
  const size_t stop = text.find(". ", out.length);
  if (stop == npos || stop - out.length >= kLongest) return;
  const std::string_view source = text.substr(out.length, stop - out.length);
  const size_t comma = std::min(source.rfind(", "), source.size());
  const bool is_signed = comma < source.size() && is_plausible_name(source.substr(comma + 2));
  const std::string_view agency = is_signed ? source.substr(0, comma) : source;
  if (agency.size() >= kLongestAgency || !is_agency(agency)) return;
  out.agency = agency;
  if (is_signed) out.reporter = source.substr(comma + 2);
  out.length = stop + 2;
}

// "WASHINGTON -- ", "LONDON: ", "Washington/ New Delhi: ", "Neuss · ", "JAKARTA, KOMPAS - ",
// "МОСКВА, 3 апр — РИА Новости. "
DatelinePrefix read_bare_place(std::string_view text) {
  size_t end = npos, behind = 0;
  for (std::string_view mark : {" -- ", " — ", " – ", " - ", ": ", "—", ".- ", " · "}) {
    const size_t at = find_within(text, mark, kLongestPlace + 20);
    if (at == npos || at == 0 || at >= end) continue;
    end = at;
    behind = at + mark.size();
  }
  if (end == npos) return {};
  DatelinePrefix out;
  const std::string_view ahead = trim_space(text.substr(0, end));
  cut_date(ahead, out.place, out.date);
  const bool colon = text[end] == ':';
  const size_t comma = out.place.find(',');
  const bool shouted =
      is_shouted(out.place.substr(0, comma)) && fold(out.place.substr(0, comma)).size() >= 4;
  if (!is_place(out.place)) return {};
  const size_t slash = out.place.find('/');
  const bool city = is_city(out.place) || is_city(out.place.substr(0, comma)) ||
                    (slash != npos && is_city(out.place.substr(0, slash)) &&
                     is_city(out.place.substr(slash + 1)));
  // Only datelines part a place of one or two words so; a state behind a town is no title.
  const bool dotted = text.substr(end).starts_with(" ·") && count_words(out.place) <= 2;
  const bool in_state = comma != npos && is_state(trim_space(out.place.substr(comma + 1)));
  if (!city && !dotted && !in_state && (!shouted || colon)) return {};
  if (colon && !is_upper(code_point_at(text, behind)) && text[behind] != '"') return {};
  out.length = skip_spaces(text, behind);
  take_russian_agency(text, out);
  return out;
}

// "AFP - ", "KVELLER via JTA — "
DatelinePrefix read_bare_agency(std::string_view text) {
  for (std::string_view mark : {" -- ", " — ", " – ", " - "}) {
    const size_t at = find_within(text, mark, 40);
    if (at == npos || at == 0) continue;
    const std::string_view source = text.substr(0, at);
    const size_t via = source.find(" via ");
    if (!is_agency(source) && (via == npos || !is_agency(source.substr(via + 5)))) continue;
    DatelinePrefix out;
    out.agency = source;
    out.length = skip_spaces(text, at + mark.size());
    return out;
  }
  return {};
}

// Source at the start of a Chinese dateline: up to eight characters that end in 社, 网 or 报.
size_t han_source_end(std::string_view text) {
  size_t at = 0;
  for (int i = 0; i < 8 && at < text.size(); ++i) {
    if (!is_han(next_code_point(text, at))) return 0;
    const std::string_view so_far = text.substr(0, at);
    if (i >= 1 && (so_far.ends_with("社") || so_far.ends_with("网") || so_far.ends_with("網") ||
                   so_far.ends_with("报")))
      return at;
  }
  return 0;
}

// "新华社北京4月24日电", "（中央社記者王小明台北3日電）", "北京4月3日电"
DatelinePrefix read_chinese(std::string_view text) {
  size_t begin = 0;
  bool bracket = false;
  for (std::string_view mark : {"（", "("})
    if (text.starts_with(mark)) {
      begin = mark.size();
      bracket = true;
    }
  size_t end = npos;
  for (std::string_view mark :
       {"日电", "日電", "日讯", "日訊", "日綜合外電報導", "日专电", "日專電", "社电", "社電"})
    end = std::min(end, text.find(mark) == npos ? npos : text.find(mark) + mark.size());
  if (end == npos || end > 120) return {};
  DatelinePrefix out;
  const std::string_view inner = text.substr(begin, end - begin);
  const size_t source = han_source_end(inner);
  out.agency = inner.substr(0, source);
  size_t digit = source;
  while (digit < inner.size() && !(inner[digit] >= '0' && inner[digit] <= '9')) ++digit;
  std::string_view place = inner.substr(source, digit - source);
  for (std::string_view reporter : {"记者", "記者"})
    if (const size_t at = place.find(reporter); at != npos && place.size() > at + 15)
      place = place.substr(at + 15);
  size_t at = 0;
  while (at < place.size())
    if (!is_han(next_code_point(place, at))) return {};
  if (place.size() > 24 || (source == 0 && place.empty())) return {};
  out.place = place;
  const size_t day = inner.rfind("日");
  if (digit < inner.size() && day != npos && day > digit)
    out.date = inner.substr(digit, day + 3 - digit);
  out.length = end;
  if (bracket)
    for (std::string_view mark : {"）", ")"})
      if (text.substr(end).starts_with(mark)) out.length = end + mark.size();
  out.length = skip_spaces(text, out.length);
  return out;
}

// "〔記者歐陽嵐／澎東報導〕", "記者歐陽嵐／澎東報導 ": as papers of Taiwan open.
DatelinePrefix read_taiwanese(std::string_view text) {
  constexpr size_t kMostBefore = 3, kLongest = 60, kLongestName = 15;  // bytes
  const size_t title = find_within(text, "記者", kMostBefore);
  if (title == npos) return {};
  const size_t begin = title + std::string_view("記者").size();
  const size_t end = find_within(text, "報導", kLongest);
  const size_t stroke =
      std::min(find_within(text, "／", kLongest), find_within(text, "/", kLongest));
  if (end == npos || stroke == npos || stroke <= begin || stroke - begin > kLongestName ||
      stroke > end)
    return {};
  const size_t place = stroke + (text[stroke] == '/' ? 1 : 3);
  DatelinePrefix out;
  out.reporter = text.substr(begin, stroke - begin);
  out.place = text.substr(place, end - place);
  if (out.place.ends_with("綜合") || out.place.size() < 6 || out.place.size() > kLongestName)
    out.place = {};
  out.length = end + std::string_view("報導").size();
  for (const std::string_view close : {"〕", "］", "】", "]"})
    if (text.substr(out.length).starts_with(close)) out.length += close.size();
  return out;
}

// Place, house and reporter, or agency and day, inside such a bracket.
DatelinePrefix read_asian_bracket(std::string_view inner) {
  DatelinePrefix out;
  size_t equals = npos, width = 0;
  for (std::string_view mark : {"＝", "="})
    if (inner.find(mark) != npos) {
      equals = inner.find(mark);
      width = mark.size();
    }
  if (equals != npos) {
    out.place = trim_space(inner.substr(0, equals));
    const std::string_view source = trim_space(inner.substr(equals + width));
    // A Korean house stands there.
    const bool is_house = is_agency(source) || is_hangul(code_point_at(source, 0));
    (is_house ? out.agency : out.reporter) = source;
  } else {
    for (std::string_view agency : {"共同", "時事", "ロイター", "AFP時事", "AP", "AFP"})
      if (inner.size() > agency.size() && inner.ends_with(agency)) {
        out.agency = inner.substr(inner.size() - agency.size());
        out.place = inner.substr(0, inner.size() - agency.size());
      }
  }
  if (out.place.ends_with(' ') && is_day(trim_space(out.place))) {  // "【3月3日 AFP】"
    out.date = trim_space(out.place);
    out.place = {};
  }
  return out;
}

// "【ソウル＝小池和樹】", "【ワシントン共同】", "(서울=연합뉴스) 홍길동 기자 = "
DatelinePrefix read_bracketed_asian(std::string_view text) {
  struct Pair {
    std::string_view open, close;
  };
  for (const Pair& pair : {Pair{"【", "】"}, Pair{"(", ")"}, Pair{"[", "]"}, Pair{"（", "）"}}) {
    if (!text.starts_with(pair.open)) continue;
    const size_t close = text.find(pair.close);
    if (close == npos || close > 90) return {};
    DatelinePrefix out =
        read_asian_bracket(text.substr(pair.open.size(), close - pair.open.size()));
    const char32_t first = code_point_at(out.place, 0);
    if (out.date.empty() && !is_han(first) && !is_hangul(first)) return {};
    out.length = skip_spaces(text, close + pair.close.size());
    // A Korean reporter's name stands between the bracket and " = ".
    const size_t sign = text.find("= ", out.length);
    if (pair.open != "【" && sign != npos && sign - out.length < 60) out.length = sign + 2;
    return out;
  }
  return {};
}

// "BOSTON A charter bus crashed": a large city in capitals before the sentence, which its mark was
// taken from. "PARIS MATCH" and "London Bridge" are none.
DatelinePrefix read_shouted_city(std::string_view text) {
  constexpr size_t kShortestCity = 4, kMostWords = 2;
  const auto is_loud = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_quiet = [](char c) { return c >= 'a' && c <= 'z'; };
  size_t end = 0;
  for (size_t words = 0; words < kMostWords; ++words) {
    while (end < text.size() && is_loud(text[end])) ++end;
    if (end == 0 || end + 2 >= text.size() || text[end] != ' ') return {};
    const char first = text[end + 1], second = text[end + 2];
    if (!is_loud(first)) return {};
    if (is_quiet(second) || second == ' ') {
      DatelinePrefix out;
      if (end < kShortestCity || !is_city(text.substr(0, end))) return out;
      out.place = text.substr(0, end);
      out.length = end + 1;
      return out;
    }
    ++end;
  }
  return {};
}

// Whether a capital or a quotation mark opens a sentence here.
bool opens_sentence(std::string_view text, size_t at) {
  const char32_t first = code_point_at(text, at);
  return is_upper(first) || first == '"' || first == 0x201C || first == 0x201E || first == 0xBB ||
         first == 0xAB;
}

// The end of the country's name that starts a text: a capitalised word, two for "South Africa".
size_t country_end(std::string_view text) {
  constexpr size_t kShortest = 4;
  static constexpr auto kFirstWords = std::to_array<std::string_view>(
      {"North", "South", "West", "New", "Saudi", "Costa", "United", "Puerto", "Hong", "Sri"});
  const size_t end = std::min(text.find(' '), text.size());
  if (end >= kShortest && std::ranges::find(kFirstWords, text.substr(0, end)) == kFirstWords.end())
    return end;
  return end < text.size() ? std::min(text.find(' ', end + 1), text.size()) : end;
}

// "CONCORD, N.H. An immigration debate", "AUSTIN, Texas Governor Ruiz": a town in capitals with its
// state, or a large one with its country, whose mark is a picture or was lost.
DatelinePrefix read_town_in_state(std::string_view text) {
  constexpr size_t kShortestTown = 3;
  const size_t comma = find_within(text, ", ", kLongestPlace / 2);
  if (comma == npos) return {};
  const std::string_view town = text.substr(0, comma), rest = text.substr(comma + 2);
  if (!is_shouted(town) || fold(town).size() < kShortestTown || !is_place(town)) return {};
  size_t end = std::min(rest.find(' '), rest.size());
  if (!is_state(rest.substr(0, end))) {
    end = country_end(rest);
    const std::string_view country = rest.substr(0, end);
    if (!is_city(town) || is_shouted(country) || !is_place(country) ||
        country.find_first_of(".,'") != npos)
      return {};
  }
  if (end + 1 >= rest.size() || !opens_sentence(rest, end + 1)) return {};
  DatelinePrefix out;
  out.place = text.substr(0, comma + 2 + end);
  out.length = comma + 2 + end + 1;
  return out;
}

// "Hamburg. Die Elbe steigt": a large city with a full stop, as German regional papers open.
DatelinePrefix read_city_sentence(std::string_view text) {
  const size_t stop = find_within(text, ". ", kLongestPlace / 2);
  if (stop == npos || stop == 0 || !is_city(text.substr(0, stop)) ||
      !is_place(text.substr(0, stop)) || !opens_sentence(text, stop + 2))
    return {};
  DatelinePrefix out;
  out.place = text.substr(0, stop);
  out.length = stop + 2;
  return out;
}

}  // namespace

DatelinePrefix find_dateline(std::string_view paragraph, std::string_view publisher) {
  const size_t indent = skip_spaces(paragraph, 0);
  if (indent > 0 && indent < paragraph.size()) {
    DatelinePrefix inner = find_dateline(paragraph.substr(indent), publisher);
    if (!inner.is_absent()) inner.length += indent;
    return inner;
  }
  const std::string_view text = utf8_prefix(paragraph, kLongestDateline);
  if (text.empty()) return {};
  if (DatelinePrefix asian = read_bracketed_asian(text); !asian.is_absent()) return asian;
  if (DatelinePrefix chinese = read_taiwanese(text); !chinese.is_absent()) return chinese;
  if (DatelinePrefix chinese = read_chinese(text); !chinese.is_absent()) return chinese;
  if (DatelinePrefix bracketed = read_bracketed(text, publisher); !bracketed.is_absent())
    return bracketed.place.empty() ? read_agency_first(text, bracketed) : bracketed;
  if (DatelinePrefix caseless = read_caseless(text); !caseless.is_absent()) return caseless;
  if (DatelinePrefix agency = read_bare_agency(text); !agency.is_absent()) return agency;
  if (DatelinePrefix place = read_bare_place(text); !place.is_absent()) return place;
  if (DatelinePrefix town = read_town_in_state(text); !town.is_absent()) return town;
  if (DatelinePrefix city = read_city_sentence(text); !city.is_absent()) return city;
  return read_shouted_city(text);
}

}  // namespace copydesk
