// query.cpp: the search box's own small language -> an FTS5 expression.
// Every word goes to FTS5 inside quotes and holds only folded letters and digits, so no query is a
// syntax error there. Not here: running it (search.cpp).
#include "corpus/query.h"

#include <algorithm>
#include <array>

#include "corpus/words.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMaxQueryBytes =
    4096;  // what is typed by hand is far shorter; keeps FTS5's expression small
constexpr size_t kMaxQueryWords = 64;

// One piece of the query between spaces: -field:"words"*
struct Piece {
  std::string field;  // in small letters
  std::string_view words;
  bool is_excluded = false;
  bool is_prefix = false;
  bool is_quoted = false;
};

struct FieldName {
  std::string_view typed;
  std::string_view column;  // of the index
};
constexpr std::array<FieldName, 9> kIndexFields = {{{"title", "title"},
                                                    {"headline", "title"},
                                                    {"dek", "dek"},
                                                    {"text", "body"},
                                                    {"body", "body"},
                                                    {"caption", "captions"},
                                                    {"author", "names"},
                                                    {"by", "names"},
                                                    {"tag", "names"}}};

struct FilterName {
  std::string_view typed;
  Facet facet;
  FacetFilter::Compare compare;
};
constexpr std::array<FilterName, 8> kFilterNames = {{
    {"publisher", Facet::kPublisher, FacetFilter::Compare::kEqual},
    {"section", Facet::kSection, FacetFilter::Compare::kEqual},
    {"language", Facet::kLanguage, FacetFilter::Compare::kEqual},
    {"lang", Facet::kLanguage, FacetFilter::Compare::kEqual},
    {"type", Facet::kPageType, FacetFilter::Compare::kEqual},
    {"day", Facet::kDay, FacetFilter::Compare::kEqual},
    {"after", Facet::kDay, FacetFilter::Compare::kAtLeast},
    {"before", Facet::kDay, FacetFilter::Compare::kLess},
}};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string_view index_column(std::string_view field) {
  for (const FieldName& name : kIndexFields) {
    if (name.typed == field) return name.column;
  }
  return {};
}

const FilterName* filter_name(std::string_view field) {
  for (const FilterName& name : kFilterNames) {
    if (name.typed == field) return &name;
  }
  return nullptr;
}

// Takes "..." or the run up to the next space off the front of `rest`.
std::string_view take_words(std::string_view& rest, bool& is_quoted) {
  is_quoted = !rest.empty() && rest[0] == '"';
  size_t begin = is_quoted ? 1 : 0;
  size_t end = begin;
  while (end < rest.size() && (is_quoted ? rest[end] != '"' : !is_space(rest[end]))) ++end;
  const std::string_view words = rest.substr(begin, end - begin);
  rest.remove_prefix(is_quoted && end < rest.size() ? end + 1 : end);
  return words;
}

Piece take_piece(std::string_view& rest) {
  Piece piece;
  if (rest.size() > 1 && rest[0] == '-' && !is_space(rest[1])) {
    piece.is_excluded = true;
    rest.remove_prefix(1);
  }
  size_t letters = 0;
  while (letters < rest.size() && is_letter(rest[letters])) ++letters;
  if (letters > 0 && letters + 1 < rest.size() && rest[letters] == ':' &&
      !is_space(rest[letters + 1])) {
    std::string field = lower_ascii(rest.substr(0, letters));
    if (filter_name(field) || !index_column(field).empty()) {
      piece.field = std::move(field);
      rest.remove_prefix(letters + 1);
    }
  }
  piece.words = take_words(rest, piece.is_quoted);
  if (!piece.is_quoted && !piece.words.empty() && piece.words.back() == '*') {
    piece.is_prefix = true;
    piece.words.remove_suffix(1);
  } else if (piece.is_quoted && !rest.empty() && rest[0] == '*') {
    piece.is_prefix = true;
    rest.remove_prefix(1);
  }
  return piece;
}

class Parser {
 public:
  ParsedQuery parse(std::string_view rest);

 private:
  void take(const Piece& piece);
  std::string phrase_of(const Piece& piece);
  void take_filter(const FilterName& name, const Piece& piece);

  ParsedQuery query_;
  std::string wanted_;    // groups joined by AND; the last one is still open
  std::string group_;     // alternatives joined by OR
  std::string unwanted_;  // joined by OR
  size_t word_count_ = 0;
  bool is_alternative_ = false;  // the word OR came before this piece
  bool is_negated_ = false;      // the word NOT came before this piece
  bool is_behind_filter_ = false;
};

void join(std::string& out, std::string_view operation, std::string_view part) {
  if (part.empty()) return;
  if (!out.empty()) out += operation;
  out += part;
}

// The words of a piece as one FTS5 phrase, "" when it has none.
std::string Parser::phrase_of(const Piece& piece) {
  std::string words;
  std::string tail;      // of the run before; the pair before it has found it already
  bool is_lone = false;  // the last word is one letter of a script without spaces
  WordReader reader(piece.words);
  Word word;
  uint32_t run_end = 0;  // end of the unspaced run's last pair
  while (reader.next(word) && word_count_ < kMaxQueryWords) {
    if (word.is_tail && run_end == word.end) {
      tail = word.folded;
      continue;
    }
    run_end = word.is_unspaced ? word.end : 0;
    is_lone = word.is_tail;
    ++word_count_;
    query_.has_phrase |= !words.empty();
    // A run that ends before another word ends there in the text as well.
    if (!tail.empty()) words.append(" ").append(tail);
    tail.clear();
    words.append(words.empty() ? "" : " ").append(word.folded);
    if (!piece.is_excluded) query_.terms.push_back({std::string(word.folded), false});
  }
  if (words.empty()) return {};
  // One letter alone stands for any pair that starts with it, and for the letter at the end of a
  // run.
  const bool is_prefix = piece.is_prefix || is_lone;
  if (is_prefix && !piece.is_excluded) query_.terms.back().is_prefix = true;
  std::string phrase;
  if (!piece.field.empty()) join(phrase, "", std::string(index_column(piece.field)) + " : ");
  phrase += '"' + words + '"';
  if (is_prefix) phrase += " *";
  return phrase;
}

// OR joins filters of one facet; between others, or a filter and a word, it says nothing.
void Parser::take_filter(const FilterName& name, const Piece& piece) {
  FacetFilter filter{name.facet, std::string(piece.words), name.compare,
                     piece.is_excluded || is_negated_};
  if (is_alternative_ && is_behind_filter_ && !filter.is_negated) {
    const FacetFilter& before = query_.filters.back();
    filter.is_alternative = before.facet == filter.facet && !before.is_negated;
  }
  // "EN" is "en"; what stands behind a dash is written as pages write it.
  if (filter.facet == Facet::kLanguage) {
    const size_t name_bytes = std::min(filter.value.find('-'), filter.value.size());
    filter.value.replace(0, name_bytes, lower_ascii(filter.value.substr(0, name_bytes)));
  }
  query_.filters.push_back(std::move(filter));
  is_behind_filter_ = true;
  is_alternative_ = is_negated_ = false;
}

void Parser::take(const Piece& piece) {
  const bool is_bare = !piece.is_quoted && !piece.is_excluded && piece.field.empty();
  if (is_bare && (piece.words == "OR" || piece.words == "|")) {
    is_alternative_ = true;
    return;
  }
  if (is_bare && piece.words == "NOT") {
    is_negated_ = true;
    return;
  }
  if (is_bare && piece.words == "AND") return;
  if (const FilterName* name = filter_name(piece.field)) return take_filter(*name, piece);
  is_behind_filter_ = false;
  const std::string phrase = phrase_of(piece);
  if (piece.is_excluded || is_negated_) {
    join(unwanted_, " OR ", phrase);
  } else if (is_alternative_) {
    join(group_, " OR ", phrase);
  } else {
    if (!group_.empty()) join(wanted_, " AND ", "(" + group_ + ")");
    group_ = phrase;
  }
  is_alternative_ = is_negated_ = false;
}

ParsedQuery Parser::parse(std::string_view rest) {
  while (!rest.empty()) {
    if (is_space(rest[0])) {
      rest.remove_prefix(1);
      continue;
    }
    take(take_piece(rest));
  }
  if (!group_.empty()) join(wanted_, " AND ", "(" + group_ + ")");
  if (wanted_.empty()) {
    query_.exclude = unwanted_;
  } else if (unwanted_.empty()) {
    query_.match = wanted_;
  } else {
    query_.match = "(" + wanted_ + ") NOT (" + unwanted_ + ")";
  }
  return std::move(query_);
}

bool matches(std::string_view folded, const QueryTerm& term) {
  return term.is_prefix ? folded.starts_with(term.folded) : folded == term.folded;
}

struct Mark {
  uint32_t begin;
  uint32_t end;
  size_t term;
};

std::vector<Mark> find_marks(std::string_view text, const std::vector<QueryTerm>& terms) {
  constexpr size_t kMaxMarks = 2000;  // enough to choose a window from
  std::vector<Mark> marks;
  WordReader reader(text);
  Word word;
  while (reader.next(word) && marks.size() < kMaxMarks) {
    for (size_t i = 0; i < terms.size(); ++i) {
      if (!matches(word.folded, terms[i])) continue;
      marks.push_back({word.begin, word.end, i});
      break;
    }
  }
  return marks;
}

// The mark at which the window with the most different terms starts; ties go to the first.
size_t best_start(const std::vector<Mark>& marks, size_t term_count, size_t width) {
  std::vector<uint32_t> seen(term_count, 0);
  size_t best = 0, best_count = 0, distinct = 0, last = 0;
  for (size_t first = 0; first < marks.size(); ++first) {
    for (; last < marks.size() && marks[last].end <= marks[first].begin + width; ++last) {
      if (seen[marks[last].term]++ == 0) ++distinct;
    }
    if (distinct > best_count) {
      best_count = distinct;
      best = first;
    }
    if (last == first)
      ++last;  // a word wider than the window
    else if (--seen[marks[first].term] == 0)
      --distinct;
  }
  return best;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// A place at or before `at`, at most `reach` bytes back, where a word starts.
size_t word_start(std::string_view text, size_t at, size_t reach) {
  const size_t lowest = at > reach ? at - reach : 0;
  size_t best = at;
  for (size_t i = at; i > lowest; --i) {
    if (is_space(text[i - 1])) best = i;
  }
  if (lowest == 0) best = 0;
  while (best > 0 && is_continuation(text[best])) --best;
  return best;
}

// The first `width` bytes without the word that the cut would leave in part, if it is a short one.
std::string_view whole_words(std::string_view text, size_t width) {
  constexpr size_t kLongestPart = 40;  // longer ones are scripts without spaces, or addresses
  const std::string_view window = utf8_prefix(text, width);
  if (window.size() == text.size() || is_space(text[window.size()])) return window;
  const size_t gap = window.find_last_of(" \t\n\r\f");
  return gap == std::string_view::npos || window.size() - gap > kLongestPart
             ? window
             : window.substr(0, gap);
}

}  // namespace

ParsedQuery parse_query(std::string_view query) {
  return Parser().parse(utf8_prefix(query, kMaxQueryBytes));
}

Snippet cut_snippet(std::string_view text, const std::vector<QueryTerm>& terms,
                    size_t width_bytes) {
  text = utf8_prefix(text, 256u << 10);
  const std::vector<Mark> marks = find_marks(text, terms);
  Snippet snippet;
  size_t begin = 0;
  if (!marks.empty()) {
    const size_t first = marks[best_start(marks, terms.size(), width_bytes * 3 / 4)].begin;
    begin = word_start(text, first, width_bytes / 4);
  }
  const std::string_view window = whole_words(text.substr(begin), width_bytes);
  snippet.text = window;
  snippet.is_cut_before = begin > 0;
  snippet.is_cut_after = begin + window.size() < text.size();
  for (char& c : snippet.text) {
    if (is_space(c)) c = ' ';
  }
  for (const Mark& mark : marks) {
    if (mark.begin < begin || mark.end > begin + window.size()) continue;
    const auto from = static_cast<uint32_t>(mark.begin - begin),
               to = static_cast<uint32_t>(mark.end - begin);
    if (!snippet.marks.empty() && from <= snippet.marks.back().end) {
      snippet.marks.back().end = std::max(snippet.marks.back().end, to);
    } else {
      snippet.marks.push_back({from, to});
    }
  }
  return snippet;
}

}  // namespace copydesk
