// walk.cpp: reading order and text events; all that a hostile record could make ill-nested is put
// right here.
#include "output/walk.h"

#include <algorithm>

namespace copydesk {
namespace {

// ---------------- reading order

struct Shown {
  std::vector<bool> images, videos, galleries;

  std::vector<bool>* list_of(BodyNode::Kind kind) {
    switch (kind) {
      case BodyNode::Kind::kImage:
        return &images;
      case BodyNode::Kind::kVideo:
        return &videos;
      case BodyNode::Kind::kGallery:
        return &galleries;
      default:
        return nullptr;
    }
  }
  // True for the first node that names an entry which exists, and for nodes that name none.
  bool take(const BodyNode& node) {
    std::vector<bool>* list = list_of(node.kind);
    if (!list) return true;
    if (node.ref >= list->size() || (*list)[node.ref]) return false;
    (*list)[node.ref] = true;
    return true;
  }
};

void add_unshown(ReadingOrder& order, BodyNode::Kind kind, size_t ref) {
  BodyNode node;
  node.kind = kind;
  node.ref = static_cast<uint32_t>(ref);
  order.extras.push_back(std::move(node));
  order.nodes.push_back(&order.extras.back());
}

// ---------------- events

struct Mark {
  size_t begin = 0, end = 0;
  const Inline* what = nullptr;
};

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_inside_character(std::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// Begins of the runs of two or more line ends.
std::vector<size_t> paragraph_breaks(std::string_view text) {
  std::vector<size_t> breaks;
  for (size_t at = text.find("\n\n"); at != std::string_view::npos; at = text.find("\n\n", at)) {
    breaks.push_back(at);
    while (at < text.size() && text[at] == '\n') ++at;
  }
  return breaks;
}

Mark clipped(const Inline& inline_mark, std::string_view text, const std::vector<size_t>& breaks) {
  Mark mark{inline_mark.begin, std::min<size_t>(inline_mark.end, text.size()), &inline_mark};
  const auto next_break = std::lower_bound(breaks.begin(), breaks.end(), mark.begin);
  if (next_break != breaks.end()) mark.end = std::min(mark.end, *next_break);
  while (mark.begin < mark.end &&
         (is_space(text[mark.begin]) || is_inside_character(text, mark.begin)))
    ++mark.begin;
  while (mark.begin < mark.end &&
         (is_space(text[mark.end - 1]) || is_inside_character(text, mark.end)))
    --mark.end;
  return mark;
}

std::vector<Mark> nested_marks(std::string_view text, const std::vector<Inline>& inlines) {
  const std::vector<size_t> breaks =
      inlines.empty() ? std::vector<size_t>{} : paragraph_breaks(text);
  std::vector<Mark> marks;
  for (const Inline& inline_mark : inlines) {
    const Mark mark = clipped(inline_mark, text, breaks);
    if (mark.begin < mark.end) marks.push_back(mark);
  }
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  return marks;
}

// Appends text up to `end` with its line and paragraph breaks as events of their own.
void append_text_events(std::vector<TextEvent>& events, std::string_view text, size_t begin,
                        size_t end) {
  while (begin < end) {
    // No further than `end`: a long text without line breaks would be searched once for each event.
    const size_t line_end = std::min(text.substr(0, end).find('\n', begin), end);
    if (line_end > begin)
      events.push_back({TextEvent::Kind::kText, text.substr(begin, line_end - begin)});
    begin = line_end;
    while (begin < end && text[begin] == '\n') ++begin;
    if (begin - line_end == 1) events.push_back({TextEvent::Kind::kLineBreak, {}});
    if (begin - line_end > 1) events.push_back({TextEvent::Kind::kParagraphBreak, {}});
  }
}

}  // namespace

ReadingOrder reading_order(const Story& story) {
  Shown shown{std::vector<bool>(story.images.size()), std::vector<bool>(story.videos.size()),
              std::vector<bool>(story.galleries.size())};
  ReadingOrder order;
  order.extras.reserve(story.images.size() + story.videos.size() + story.galleries.size());
  std::vector<const BodyNode*> body;
  for (const BodyNode& node : story.body)
    if (shown.take(node)) body.push_back(&node);
  for (size_t i = 0; i < story.images.size(); ++i)
    if (!shown.images[i] && story.images[i].role == "lead")
      add_unshown(order, BodyNode::Kind::kImage, i);
  order.nodes.insert(order.nodes.end(), body.begin(), body.end());
  for (size_t i = 0; i < story.images.size(); ++i)
    if (!shown.images[i] && story.images[i].role == "inline")
      add_unshown(order, BodyNode::Kind::kImage, i);
  for (size_t i = 0; i < story.videos.size(); ++i)
    if (!shown.videos[i]) add_unshown(order, BodyNode::Kind::kVideo, i);
  for (size_t i = 0; i < story.galleries.size(); ++i)
    if (!shown.galleries[i]) add_unshown(order, BodyNode::Kind::kGallery, i);
  return order;
}

std::vector<TextEvent> text_events(std::string_view text, const std::vector<Inline>& inlines) {
  std::vector<TextEvent> events;
  std::vector<Mark> open;
  size_t at = 0;
  const auto close_until = [&](size_t limit) {
    while (!open.empty() && open.back().end <= limit) {
      append_text_events(events, text, at, open.back().end);
      at = open.back().end;
      events.push_back({TextEvent::Kind::kClose, {}, open.back().what});
      open.pop_back();
    }
  };
  for (Mark mark : nested_marks(text, inlines)) {
    close_until(mark.begin);
    if (!open.empty()) mark.end = std::min(mark.end, open.back().end);
    // Never one kind inside itself: no link in a link, and at most one level for each kind.
    const bool is_doubled = std::any_of(
        open.begin(), open.end(), [&](const Mark& m) { return m.what->kind == mark.what->kind; });
    if (is_doubled) continue;
    append_text_events(events, text, at, mark.begin);
    at = mark.begin;
    events.push_back(
        {TextEvent::Kind::kOpen, text.substr(mark.begin, mark.end - mark.begin), mark.what});
    open.push_back(mark);
  }
  close_until(text.size());
  append_text_events(events, text, at, text.size());
  return events;
}

std::vector<uint32_t> item_levels(const std::vector<ListItem>& items) {
  constexpr uint32_t kDeepest = 31;  // deeper than any list people write; keeps the output linear
  std::vector<uint32_t> levels;
  levels.reserve(items.size());
  for (const ListItem& item : items) {
    const uint32_t deepest = levels.empty() ? 0 : std::min(levels.back() + 1, kDeepest);
    levels.push_back(std::min(item.level, deepest));
  }
  return levels;
}

}  // namespace copydesk
