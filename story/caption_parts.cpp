// caption_parts.cpp: an element with a picture's texts -> caption, credit and head (read_parts of
// captions_inner.h). Method: own; what calls itself a credit, or stands first or last and is one by
// its words, is the credit, what shows and hides the caption is left out. Credits inside a running
// text are cut in credits.cpp.
#include <algorithm>

#include "base/base.h"
#include "story/captions_inner.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

/// Whether a small text is a caption, not who took the picture.
bool is_sentence(std::string_view text) {
  constexpr uint32_t kFewestWords = 6;
  return ends_sentence(text) && count_words(text) >= kFewestWords && !is_credit_line(text);
}

bool is_credit_element(const Document& document, const Markup& markup, NodeId id) {
  if (markup.hints[id] & kHintCredit) return true;
  const Tag tag = document.node(id).tag;
  return (tag == Tag::kSmall || tag == Tag::kCite) && !is_sentence(text_below(document, id));
}

bool is_button(const Document& document, const Markup& markup, NodeId id) {
  const Tag tag = document.node(id).tag;
  return tag == Tag::kButton || is_silent(tag) || tag == Tag::kNoscript || tag == Tag::kVideo ||
         tag == Tag::kImg || (markup.hints[id] & kHintShare);
}

/// Whether an element that calls itself a head holds the credit: it is the caption as a whole.
bool holds_credit(const Reading& reading, NodeId element) {
  const Document& document = reading.document;
  for (NodeId id = next_in_order(document, element, element); id != kNoNode;
       id = next_in_order(document, id, element))
    if (reading.markup.hints[id] & kHintCredit) return true;
  return false;
}

void add_text(std::string& out, std::string_view text) {
  if (!out.empty()) out += ' ';
  out += text;
}

/// Whether an element in a caption is a control by its class, "hide caption", or the number of the
/// slide: "1 of 8".
bool is_caption_control(const Reading& reading, NodeId id) {
  constexpr size_t kMostBytes = 40;
  const std::string text = text_below(reading.document, id, kMostBytes);
  return text.size() <= kMostBytes &&
         ((reading.markup.hints[id] & kHintControl) || !parse_slide_counter(text).is_absent());
}

/// The first element of a caption when it is a credit by its words: "© Ana Ruiz", "Bild: APA".
/// kNoNode: it is none.
NodeId find_opening_credit(const Document& document, NodeId element) {
  constexpr size_t kMostBytes = 80;
  constexpr uint32_t kFewestWords = 3;  // of the caption behind it
  NodeId first = document.node(element).first_child;
  while (first != kNoNode && document.node(first).is_text() &&
         trim_space(document.text(first)).empty())
    first = document.node(first).next;
  if (first == kNoNode || document.node(first).kind != NodeKind::kElement) return kNoNode;
  const std::string text = text_below(document, first);
  if (text.size() > kMostBytes || !is_labelled_credit(text)) return kNoNode;
  const std::string whole = text_below(document, element);
  if (!whole.starts_with(text)) return kNoNode;
  const std::string_view rest = trim_space(std::string_view(whole).substr(text.size()));
  return count_words(rest) >= kFewestWords && !is_credit_line(rest) ? first : kNoNode;
}

/// Whether an element is the address of a picture inside the page: its number, or a sign, that
/// links to "#photo3".
bool is_link_to_itself(const Document& document, NodeId id) {
  constexpr size_t kMostBytes = 4;
  if (document.node(id).tag != Tag::kA ||
      !document.attribute(id, AttributeName::kHref).starts_with('#'))
    return false;
  const std::string text = text_below(document, id, kMostBytes);
  return text.size() <= kMostBytes && std::ranges::none_of(text, is_letter);
}

/// Whether a text is one name in capitals: "AOL" in a box of its own behind a caption.
bool is_short_name(std::string_view text) {
  constexpr size_t kLongest = 12;
  return text.size() >= 2 && text.size() <= kLongest && std::ranges::all_of(text, is_upper);
}

/// The last element of a caption that holds nothing but a credit, without saying so; kNoNode: none.
NodeId find_silent_credit(const Reading& reading, NodeId element) {
  const Document& document = reading.document;
  for (int level = 0; level < 4; ++level) {
    NodeId last = document.node(element).last_child, only = kNoNode;
    uint32_t elements = 0;
    for (NodeId id = document.node(element).first_child; id != kNoNode;
         id = document.node(id).next) {
      if (document.node(id).kind != NodeKind::kElement || is_silent(document.node(id).tag))
        continue;
      only = last = id;
      ++elements;
    }
    if (last == kNoNode || document.node(last).kind != NodeKind::kElement) return kNoNode;
    const std::string whole = text_below(document, element), text = text_below(document, last);
    if (text.empty() || holds_credit(reading, last)) return kNoNode;
    if (text.size() == whole.size()) {
      if (elements != 1) return kNoNode;
      element = only;
      continue;
    }
    if (!whole.ends_with(text)) return kNoNode;
    const std::string_view before = std::string_view(whole).substr(0, whole.size() - text.size());
    const bool is_name = elements == 2 && ends_sentence(trim_space(before)) && is_short_name(text);
    const bool has_brackets = text.size() > 2 && text.front() == '(' && text.back() == ')';
    const std::string_view bare =
        has_brackets ? std::string_view(text).substr(1, text.size() - 2) : std::string_view(text);
    return is_name || is_credit_after(bare, before) ? last : kNoNode;
  }
  return kNoNode;
}

/// What stands between two credits, in a text of its own: "Ana Ruiz" / "Getty Images".
bool is_joint(std::string_view text) {
  text = trim_space(text);
  return text == "/" || text == "|" || text == "via" || text == "·" || text == "," || text == "-" ||
         text == "–" || text == "—" || text == "•";
}

/// Whether the element behind a credit and its joint is the rest of the credit, whatever it is
/// called.
bool goes_on_credit(const Document& document, NodeId id) {
  constexpr size_t kMostBytes = 60;
  if (document.node(id).tag != Tag::kSpan && document.node(id).tag != Tag::kA) return false;
  const std::string text = text_below(document, id, kMostBytes);
  return text.size() <= kMostBytes && !ends_sentence(text);
}

void add_credit(std::string& credits, std::string_view joint, std::string_view credit) {
  if (!credits.empty() && !joint.empty() && !credit.empty()) add_text(credits, joint);
  add_text(credits, credit);
}

/// Text of a caption element, credits and heads apart, interface words left out.
class PartsReader {
 public:
  PartsReader(const Reading& reading, NodeId element)
      : reading_(reading),
        document_(reading.document),
        element_(element),
        silent_credit_(find_opening_credit(document_, element)) {
    if (silent_credit_ == kNoNode) silent_credit_ = find_silent_credit(reading, element);
  }

  Parts read() {
    for (NodeId id = next_in_order(document_, element_, element_); id != kNoNode;) {
      const NodeKind kind = document_.node(id).kind;
      if (kind == NodeKind::kText) add_plain(document_.text(id));
      const bool is_apart = kind == NodeKind::kElement && takes(id);
      if (kind == NodeKind::kElement && (is_apart || parts_words(document_.node(id).tag)))
        caption_ += ' ';
      id = is_apart ? next_skipping_children(document_, id, element_)
                    : next_in_order(document_, id, element_);
    }
    parts_.caption = collapse_space(caption_);
    return std::move(parts_);
  }

 private:
  static bool parts_words(Tag tag) {
    return tag != Tag::kSpan && tag != Tag::kA && tag != Tag::kEm && tag != Tag::kB &&
           tag != Tag::kStrong && tag != Tag::kI;
  }

  void add_plain(std::string_view text) {
    if (!parts_.credit.empty() && is_joint(text)) {
      joint_ = trim_space(text);
      return;
    }
    caption_ += text;
    joint_ = {};
  }

  bool is_credit(NodeId id) const {
    return id == silent_credit_ || (!joint_.empty() && goes_on_credit(document_, id)) ||
           (is_credit_element(document_, reading_.markup, id) && !holds_caption(reading_, id));
  }

  /// Takes what an element holds, if it is no text of the caption.
  bool takes(NodeId id) {
    const Tag tag = document_.node(id).tag;
    const uint32_t hints = reading_.markup.hints[id];
    const bool is_ours = is_credit(id);
    const bool is_unseen = (hints & kHintUnseen) || is_button(document_, reading_.markup, id) ||
                           is_caption_control(reading_, id) || is_link_to_itself(document_, id);
    const bool may_be_head = is_ours || is_unseen || tag == Tag::kA || tag == Tag::kSpan ||
                             (tag == Tag::kDiv && document_.node(element_).is(Tag::kFigcaption));
    const std::string inner =
        may_be_head || tag == Tag::kB ? text_below(document_, id) : std::string();
    const bool is_chrome = !inner.empty() && is_interface_line(inner);
    const bool is_head = may_be_head && (hints & kHintHead) && !(hints & kHintCaption) &&
                         parts_.title.empty() && !inner.empty() && !holds_credit(reading_, id);
    if (is_ours && !is_unseen) add_credit(parts_.credit, joint_, inner);
    if (is_ours) joint_ = {};
    if (is_head && !is_ours) parts_.title = inner;
    return is_ours || is_unseen || is_chrome || is_head;
  }

  const Reading& reading_;
  const Document& document_;
  NodeId element_;
  NodeId silent_credit_;
  std::string_view joint_;  // what stood between the last credit and here, if it is one
  std::string caption_;
  Parts parts_;
};

}  // namespace

bool holds_caption(const Reading& reading, NodeId element) {
  const Document& document = reading.document;
  for (NodeId id = next_in_order(document, element, element); id != kNoNode;
       id = next_in_order(document, id, element)) {
    const uint32_t hints = reading.markup.hints[id];
    if ((hints & kHintCaption) && !(hints & kHintCredit) && document.node(id).tag != Tag::kA)
      return true;
  }
  return false;
}

Parts texts_behind(const Document& document, NodeId image) {
  constexpr uint32_t kFewestOfCaption = 3;  // words; "data-has-caption" is a switch
  const NodeId behind = document.node(image).next;
  Parts parts;
  if (behind == kNoNode || document.node(behind).first_child != kNoNode) return parts;
  for (const Attribute& attribute : document.attributes(behind)) {
    if (!attribute.name_text.starts_with("data-")) continue;
    if (attribute.name_text.ends_with("caption") &&
        count_words(attribute.value) >= kFewestOfCaption)
      parts.caption = attribute.value;
    if (attribute.name_text.ends_with("credit")) parts.credit = attribute.value;
  }
  return parts;
}

Parts read_parts(const Reading& reading, NodeId element) {
  return PartsReader(reading, element).read();
}

}  // namespace copydesk
