// runs.cpp: Block -> Run. The block's text nodes are walked again and laid against the block's
// folded text, letter by letter, so that each inline element gets its range; then references that
// were escaped twice are mended. Method: own. Not here: which block becomes which node (body.cpp).
#include "story/runs.h"

#include <algorithm>
#include <optional>
#include <span>

#include "story/markup.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Inline elements around one text that are looked at; deeper nesting is a broken page, not
// emphasis.
constexpr int kMaxInlineDepth = 24;

std::optional<Inline::Kind> inline_kind(const Document& document, NodeId id) {
  switch (document.node(id).tag) {
    case Tag::kA:
      if (document.has_attribute(id, AttributeName::kHref)) return Inline::Kind::kLink;
      return std::nullopt;
    case Tag::kEm:
    case Tag::kI:
    case Tag::kCite:
    case Tag::kDfn:
    case Tag::kVar:
      return Inline::Kind::kEmphasis;
    case Tag::kStrong:
    case Tag::kB:
      return Inline::Kind::kStrong;
    case Tag::kCode:
    case Tag::kKbd:
    case Tag::kSamp:
    case Tag::kTt:
      return Inline::Kind::kCode;
    case Tag::kSub:
      return Inline::Kind::kSubscript;
    case Tag::kSup:
      return Inline::Kind::kSuperscript;
    default:
      return std::nullopt;
  }
}

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// The end of white space at `at`: ASCII, no-break and zero-width kinds.
size_t skip_white(std::string_view text, size_t at) {
  while (at < text.size()) {
    if (is_white(text[at])) {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) break;
    size_t next = at;
    if (!is_space_character(next_code_point(text, next))) break;
    at = next;
  }
  return at;
}

/// How many bytes of `piece` from `i` on stand in `whole` at `at` letter by letter, when that is
/// all of it up to white space at its end; else 0. Most texts are written as they are read.
size_t equal_rest(std::string_view piece, size_t i, std::string_view whole, size_t at) {
  size_t end = piece.size();
  while (end > i && is_white(piece[end - 1])) --end;
  if (end == i || static_cast<unsigned char>(piece[end - 1]) >= 0x80) return 0;
  const std::string_view rest = piece.substr(i, end - i);
  return whole.substr(at).starts_with(rest) ? rest.size() : 0;
}

/// Lays the letters of `piece` against `whole` from `at` on. Returns whether they fit; then `begin`
/// and `end` are the range they took. White space counts on neither side.
bool lay(std::string_view piece, std::string_view whole, size_t at, size_t& begin, size_t& end) {
  size_t i = skip_white(piece, 0);
  at = skip_white(whole, at);
  begin = end = at;
  if (i == piece.size()) return false;
  if (const size_t length = equal_rest(piece, i, whole, at); length > 0) {
    end = at + length;
    return true;
  }
  while (i < piece.size()) {
    if (at >= whole.size() || piece[i] != whole[at]) return false;
    do {
      ++i, ++at;
    } while (i < piece.size() && at < whole.size() && piece[i] > ' ' && piece[i] == whole[at]);
    end = at;
    i = skip_white(piece, i);
    if (i < piece.size()) at = skip_white(whole, at);
  }
  return true;
}

/// Opens or prolongs the marks of all inline elements around a text node.
void mark_range(const Document& document, NodeId text, NodeId block_element, size_t begin,
                size_t end, OpenInlines& open) {
  NodeId id = document.node(text).parent;
  for (int depth = 0; id != kNoNode && id != block_element && depth < kMaxInlineDepth; ++depth) {
    if (const auto kind = inline_kind(document, id)) {
      if (OpenInline* known = open.find(id); known != nullptr)
        known->mark.end = static_cast<uint32_t>(end);
      else
        open.add({id, {*kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(end), {}}},
                 document.node_count());
    }
    id = document.node(id).parent;
  }
}

bool comes_first(const Inline& a, const Inline& b) {
  return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
}

/// Calls `use(node, begin, end)` for each text node of a block that stands in its text, in order,
/// with its range there.
template <typename Use>
void for_each_laid(const Document& document, const Block& block, const Use& use) {
  size_t at = 0;
  for (NodeId id = block.first_text; id != kNoNode;) {
    const Node& node = document.node(id);
    size_t begin = 0, end = 0;
    if (node.is_text() && lay(document.text(id), block.text, at, begin, end)) {
      use(id, begin, end);
      at = end;
    }
    if (id == block.last_text) break;
    const bool skips = node.is_element() && is_silent(node.tag);
    id = skips ? next_skipping_children(document, id, kDocumentNode)
               : next_in_order(document, id, kDocumentNode);
  }
}

void read_inlines(const RunContext& context, const Block& block, Run& run) {
  const Document& document = context.document;
  const bool is_one_text = block.first_text == block.last_text;
  if (is_one_text && document.node(block.first_text).parent == block.element) return;
  OpenInlines& open = context.open;
  open.clear();
  for_each_laid(document, block, [&](NodeId text, size_t begin, size_t end) {
    mark_range(document, text, block.element, begin, end, open);
  });
  run.inlines.reserve(open.list.size());
  for (OpenInline& inline_mark : open.list) {
    if (inline_mark.mark.kind == Inline::Kind::kLink) {
      inline_mark.mark.url = resolve_address(
          context.base, document.attribute(inline_mark.element, AttributeName::kHref));
      if (inline_mark.mark.url.empty()) continue;
    }
    run.inlines.push_back(std::move(inline_mark.mark));
  }
  if (!std::ranges::is_sorted(run.inlines, comes_first))  // most are, and need no memory then
    std::ranges::stable_sort(run.inlines, comes_first);
}

/// One reference in the old text and what stands for it in the new one.
struct Mend {
  uint32_t old_begin, old_end, new_begin, new_end;
};

/// An old offset in the new text; an offset inside a mended reference becomes the reference's end.
class Shift {
 public:
  explicit Shift(const std::vector<Mend>& mends) : mends_(mends) {}
  uint32_t operator()(uint32_t offset) const {
    const auto after = std::ranges::upper_bound(mends_, offset, {}, &Mend::old_begin);
    if (after == mends_.begin()) return offset;
    const Mend& mend = *std::prev(after);
    if (offset >= mend.old_end) return mend.new_end + (offset - mend.old_end);
    return offset == mend.old_begin ? mend.new_begin : mend.new_end;
  }

 private:
  const std::vector<Mend>& mends_;
};

// Longest reference that is mended: "&amp;CounterClockwiseContourIntegral;" is longer, nobody
// writes it.
constexpr size_t kMaxReferenceBytes = 24;

/// The reference at `at` that was escaped twice, as it is written; empty: there is none.
std::string_view escaped_reference(std::string_view text, size_t at) {
  if (text[at] != '&') return {};
  const size_t end = text.substr(0, at + kMaxReferenceBytes + 1).find_first_of("&;", at + 1);
  return end == text.npos || text[end] == '&' ? std::string_view() : text.substr(at, end + 1 - at);
}

/// The text with its references mended, and each change. White space that comes of one is folded
/// with what stands around it, as that of a reference that was escaped once is.
std::vector<Mend> find_mends(std::string_view text, std::string& out) {
  std::vector<Mend> mends;
  for (size_t at = 0; at < text.size();) {
    std::string_view old = escaped_reference(text, at);
    std::string mended = old.empty() ? std::string() : mend_double_escapes(old);
    if (mended == old) mended = old = text.substr(at, 1);
    if (mended == " " && (out.empty() || out.back() == ' ')) mended.clear();
    const size_t begin = out.size();
    out += mended;
    if (mended != old)
      mends.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + old.size()),
                       static_cast<uint32_t>(begin), static_cast<uint32_t>(out.size())});
    at += old.size();
  }
  return mends;
}

/// The part [begin, end) of a span, which stands whole in the page unless its bytes are the page's
/// own.
TextSpan part_of(const TextSpan& span, uint32_t begin, uint32_t end) {
  const bool is_equal = span.text_end - span.text_begin == span.page.end - span.page.begin;
  if (!is_equal) return {begin, end, span.page};
  const uint32_t shift = span.page.begin - span.text_begin;  // wraps around, and back again
  return {begin, end, {begin + shift, end + shift}};
}

/// Moves spans to the new text; those that touch a mended reference become one span over its whole
/// source.
void shift_spans(std::vector<TextSpan>& spans, const std::vector<Mend>& mends) {
  const Shift shift(mends);
  std::vector<TextSpan> out;
  for (const TextSpan& span : spans) {
    uint32_t at = span.text_begin;
    auto mend = std::ranges::upper_bound(mends, at, {}, &Mend::old_end);
    while (at < span.text_end) {
      const bool is_inside = mend != mends.end() && at >= mend->old_begin;
      const uint32_t border =
          mend == mends.end() ? span.text_end : (is_inside ? mend->old_end : mend->old_begin);
      const TextSpan part = part_of(span, at, std::min(border, span.text_end));
      if (!is_inside) {
        out.push_back({shift(part.text_begin), shift(part.text_end), part.page});
      } else if (mend->new_begin == mend->new_end) {
        // nothing is left of it
      } else if (!out.empty() && out.back().text_begin == mend->new_begin &&
                 out.back().text_end == mend->new_end) {
        out.back().page.end = part.page.end;
      } else {
        out.push_back({mend->new_begin, mend->new_end, part.page});
      }
      at = part.text_end;
      if (is_inside && at >= mend->old_end) ++mend;
    }
  }
  spans = std::move(out);
}

/// Parts a dateline from the sentence that is glued to it: "(CNN)When" on the page, where a margin
/// stands between the two.
void part_dateline(Run& run) {
  constexpr size_t kMaxDatelineBytes = 60;
  const size_t close = run.text.find(')');
  if (close >= kMaxDatelineBytes || close + 2 >= run.text.size()) return;
  const auto at = static_cast<uint32_t>(close + 1);
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!is_capital(run.text[at]) || is_capital(run.text[at + 1])) return;
  if (find_dateline(run.text).length != at) return;
  run.text.insert(at, 1, ' ');
  for (Inline& mark : run.inlines) mark.begin += mark.begin >= at, mark.end += mark.end > at;
  for (size_t i = 0; i < run.spans.size(); ++i) {
    TextSpan& span = run.spans[i];
    if (span.text_begin < at && span.text_end > at) {  // the bytes on both sides stay the page's
      TextSpan behind = part_of(span, at, span.text_end);
      span = part_of(span, span.text_begin, at);
      run.spans.insert(run.spans.begin() + static_cast<ptrdiff_t>(i) + 1, behind);
    } else if (span.text_begin >= at) {
      ++span.text_begin, ++span.text_end;
    }
  }
}

bool opens_word(std::string_view text) {
  return text.size() > 1 && is_upper(text[0]) && is_lower(text[1]);
}

/// Whether one piece of text ends and another begins, with nothing between: a word of at least
/// three letters right before a capital or a digit; a word in capitals, a number or a mark right
/// before a capitalised word.
bool is_seam(std::string_view before, std::string_view behind) {
  constexpr size_t kShortest = 3;  // letters: "iPhone" and "McRae" are one word
  if (before.size() < kShortest || behind.empty()) return false;
  const char last = before.back(), letter = before[before.size() - 2];
  if (is_lower(last) && (is_upper(behind[0]) || is_digit(behind[0])))
    return std::ranges::all_of(before.substr(before.size() - kShortest), [](char c) {
      return is_upper(c) || is_lower(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    });
  if (is_upper(last)) return (is_upper(letter) || is_digit(letter)) && opens_word(behind);
  // "tide.Pole" is the name of something in a program.
  if (last == '.' && !is_digit(letter) && before.find(' ') == before.npos) return false;
  constexpr std::string_view kEnds = "0123456789.!?)%";
  return kEnds.find(last) != kEnds.npos && (is_lower(letter) || is_digit(letter)) &&
         opens_word(behind);
}

/// False for most texts, at little cost: what is no blank before a capital, a letter before a
/// digit.
bool may_hold_seams(std::string_view text) {
  for (size_t at = 1; at < text.size(); ++at) {
    const char last = text[at - 1];
    if (is_upper(text[at]) ? last != ' ' : is_digit(text[at]) && is_lower(last)) return true;
  }
  return false;
}

/// Whether a text is an index of what stands before it: "note1", "CO2".
bool is_raised(const Document& document, NodeId element) {
  constexpr int kLevels = 3;
  return ancestor_with(document, element, Tag::kSup, kLevels) != kNoNode ||
         ancestor_with(document, element, Tag::kSub, kLevels) != kNoNode;
}

/// A text with a blank at each place, in order, that lies within it.
std::string with_blanks(std::string_view text, std::span<const uint32_t> places) {
  std::string out;
  out.reserve(text.size() + places.size());
  size_t from = 0;
  for (const uint32_t place : places) {
    out.append(text.substr(from, place - from)).push_back(' ');
    from = place;
  }
  return out.append(text.substr(from));
}

/// The seams within a part of the block's text, as offsets into that part.
std::vector<uint32_t> seams_within(const Document& document, const Block& block,
                                   std::string_view part) {
  const auto begin = static_cast<uint32_t>(part.data() - block.text.data());
  std::vector<uint32_t> seams = find_seams(document, block);
  std::erase_if(seams, [&](uint32_t seam) { return seam <= begin || seam >= begin + part.size(); });
  for (uint32_t& seam : seams) seam -= begin;
  return seams;
}

/// "OpinionThe sea" of two links side by side: a blank goes between. `part` of the block's text is
/// the run's.
void part_seams(const Document& document, const Block& block, std::string_view part, Run& run) {
  const std::vector<uint32_t> seams = seams_within(document, block, part);
  if (seams.empty()) return;
  run.text = with_blanks(run.text, seams);
  const auto shift = [&](uint32_t& begin, uint32_t& end) {
    begin += static_cast<uint32_t>(std::ranges::upper_bound(seams, begin) - seams.begin());
    end += static_cast<uint32_t>(std::ranges::lower_bound(seams, end) - seams.begin());
  };
  for (Inline& mark : run.inlines) shift(mark.begin, mark.end);
  for (TextSpan& span : run.spans) shift(span.text_begin, span.text_end);
}

/// Keeps `size` bytes from `begin` on.
void cut_run(Run& run, uint32_t begin, uint32_t size) {
  const uint32_t end = begin + size;
  run.text = run.text.substr(begin, size);
  std::erase_if(run.inlines,
                [&](const Inline& mark) { return mark.begin >= end || mark.end <= begin; });
  for (Inline& mark : run.inlines) {
    mark.begin = std::max(mark.begin, begin) - begin;
    mark.end = std::min(mark.end, end) - begin;
  }
  std::erase_if(run.spans, [&](const TextSpan& span) {
    return span.text_begin >= end || span.text_end <= begin;
  });
  for (TextSpan& span : run.spans) {
    const bool is_plain = span.text_end - span.text_begin == span.page.end - span.page.begin;
    if (is_plain && span.text_begin < begin) span.page.begin += begin - span.text_begin;
    if (is_plain && span.text_end > end) span.page.end -= span.text_end - end;
    span.text_begin = std::max(span.text_begin, begin) - begin;
    span.text_end = std::min(span.text_end, end) - begin;
  }
}

void mend_run(Run& run) {
  if (!has_double_escapes(run.text)) return;
  std::string text;
  const std::vector<Mend> mends = find_mends(run.text, text);
  const Shift shift(mends);
  for (Inline& mark : run.inlines) {
    mark.begin = shift(mark.begin), mark.end = shift(mark.end);
    while (mark.begin < mark.end && text[mark.begin] == ' ') ++mark.begin;
    while (mark.begin < mark.end && text[mark.end - 1] == ' ') --mark.end;
  }
  shift_spans(run.spans, mends);
  run.text = std::move(text);
  std::erase_if(run.inlines, [](const Inline& mark) { return mark.begin >= mark.end; });
  if (run.text.ends_with(' ')) cut_run(run, 0, static_cast<uint32_t>(run.text.size() - 1));
}

}  // namespace

std::string_view permalink_sign(const Document& document, NodeId text) {
  constexpr size_t kLongest = 4;  // bytes: one character
  constexpr int kLevels = 2;
  if (text == kNoNode || !document.node(text).is_text()) return {};
  const std::string_view sign = trim_space(document.text(text));
  if (sign.empty() || sign.size() > kLongest || count_words(sign) > 0) return {};
  const NodeId link = ancestor_with(document, document.node(text).parent, Tag::kA, kLevels);
  if (link == kNoNode) return {};
  const std::string_view href = document.attribute(link, AttributeName::kHref);
  return href.find('#') == std::string_view::npos ? std::string_view() : sign;
}

namespace {

/// A heading without the link, in brackets at its end, that leads to where it is edited:
/// "History[edit]".
std::string_view without_edit_link(const Document& document, const Block& block) {
  constexpr size_t kMostBytes = 48;
  constexpr int kLevels = 3;
  const std::string_view text = block.text;
  const size_t open = text.ends_with(']') ? text.rfind('[') : std::string_view::npos;
  if (open == std::string_view::npos || open == 0 || text.size() - open > kMostBytes) return text;
  NodeId last = kNoNode;
  for (NodeId id = block.first_text; id != kNoNode && id != block.last_text;
       id = next_in_order(document, id, kDocumentNode)) {
    const NodeId link =
        document.node(id).is_text() ? ancestor_with(document, id, Tag::kA, kLevels) : kNoNode;
    if (link != kNoNode) last = link;
  }
  const bool edits =
      last != kNoNode &&
      document.attribute(last, AttributeName::kHref).find("edit") != std::string_view::npos;
  return edits ? trim_space(text.substr(0, open)) : text;
}

}  // namespace

std::string_view without_permalink(const Document& document, const Block& block) {
  std::string_view text = block.text;
  if (block.heading_level == 0) {  // a term of a glossary; other links of one sign are footnotes
    const std::string_view sign = permalink_sign(document, block.last_text);
    const bool is_sign = sign == "¶" || sign == "§" || sign == "#" || sign == "🔗";
    if (!is_sign || !text.ends_with(sign) || text.size() == sign.size()) return text;
    return text.substr(0, text.size() - sign.size());
  }
  text = without_edit_link(document, block);
  for (const std::string_view sign :
       {permalink_sign(document, block.last_text), std::string_view("¶"), std::string_view("🔗"),
        std::string_view("§")})
    if (!sign.empty() && text.ends_with(sign)) text.remove_suffix(sign.size());
  const std::string_view sign = permalink_sign(document, block.first_text);
  if (!sign.empty() && text.starts_with(sign)) text.remove_prefix(sign.size());
  text = trim_space(text);
  return text.empty() ? block.text : text;
}

std::vector<uint32_t> find_seams(const Document& document, const Block& block) {
  const std::string_view text = block.text;
  std::vector<uint32_t> seams;
  if (block.first_text == block.last_text || !may_hold_seams(text)) return seams;
  std::string_view before;
  NodeId above = kNoNode;  // what holds the text before
  for_each_laid(document, block, [&](NodeId id, size_t begin, size_t end) {
    const NodeId parent = document.node(id).parent;
    const bool is_glued = before.data() + before.size() == text.data() + begin;
    if (is_glued && above != parent && is_seam(before, text.substr(begin)) &&
        !is_raised(document, parent))
      seams.push_back(static_cast<uint32_t>(begin));
    before = text.substr(begin, end - begin);
    above = parent;
  });
  return seams;
}

std::string with_seams_parted(const Document& document, const Block& block, std::string_view part) {
  return with_blanks(part, seams_within(document, block, part));
}

Run read_run(const RunContext& context, const Block& block) {
  Run run;
  run.text = std::string(block.text);
  if (context.wants_inlines && block.first_text != kNoNode) read_inlines(context, block, run);
  if (context.wants_spans) append_block_spans(context.document, block, run.spans);
  if (!block.is_preformatted) {
    const std::string_view kept = without_permalink(context.document, block);
    if (kept.size() < block.text.size())
      cut_run(run, static_cast<uint32_t>(kept.data() - block.text.data()),
              static_cast<uint32_t>(kept.size()));
    part_seams(context.document, block, kept, run);  // now, as the cut counts in the block's text
  }
  if (context.mends && !block.is_preformatted) mend_run(run);
  if (block.heading_level == 0) part_dateline(run);
  return run;
}

void append_run(Run& run, Run&& tail, std::string_view separator) {
  if (tail.text.empty()) return;
  if (run.text.empty()) {
    run = std::move(tail);
    return;
  }
  const auto shift = static_cast<uint32_t>(run.text.size() + separator.size());
  run.text.append(separator).append(tail.text);
  for (Inline& mark : tail.inlines) {
    mark.begin += shift, mark.end += shift;
    run.inlines.push_back(std::move(mark));
  }
  for (TextSpan span : tail.spans) {
    span.text_begin += shift, span.text_end += shift;
    run.spans.push_back(span);
  }
}

}  // namespace copydesk
