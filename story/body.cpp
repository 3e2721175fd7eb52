// body.cpp: chosen blocks -> body nodes. What holds a block (heading, table, pre, quote, list item)
// decides its node; blocks of one holder that follow each other go into one node. Method: own.
// Tables and lists that only serve the layout are dissolved into paragraphs.
#include "story/body.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "story/item_numbers.h"
#include "text/text.h"

namespace copydesk {
namespace {

// An item with more chosen blocks or letters than this is a card or a post, not a list item.
constexpr uint32_t kMaxItemBlocks = 3;
constexpr uint32_t kMaxItemLetters = 1500;
// A cell with more blocks or letters than this holds layout, not data.
constexpr uint32_t kMaxCellBlocks = 3;
constexpr uint32_t kMaxCellLetters = 600;
// A quote that holds more than this share of all chosen letters is an indented page, not a quote.
constexpr double kMaxQuoteShare = 0.5;
// Of a quote that is the text of a post, in threads whose layout has them: "messageText".
constexpr auto kPostWords =
    std::to_array<std::string_view>({"message", "post", "postcontent", "content", "body"});
// Initials that may be words by themselves: they stay in a paragraph of their own.
constexpr std::string_view kWordLetters = "AEIOUY";
// Room is made at once for the nodes that most stories have.
constexpr size_t kLikelyNodes = 256;
// Ancestors of a block that are looked at for lists, tables and quotes; the parser caps depth at
// 512.
constexpr int kMaxAncestors = 512;

/// What chosen blocks an element holds.
struct Holding {
  uint32_t blocks = 0, letters = 0, headings = 0;
};

/// What a table looks like from its chosen cells.
struct TableShape {
  NodeId last_row = kNoNode, last_cell = kNoNode;
  uint32_t rows = 0, cells_in_row = 0, widest_row = 0, headings = 0;
  Holding cell;
  bool has_long_cell = false, has_post = false;
  bool is_data() const {
    return rows >= 2 && widest_row >= 2 && headings == 0 && !has_long_cell && !has_post;
  }
};

bool is_plain(const TextSpan& span) {
  return span.text_end - span.text_begin == span.page.end - span.page.begin;
}

// Adds a span; one that goes on where the last ended, in the text and in the page, makes it longer.
void append_span(std::vector<TextSpan>& spans, const TextSpan& span) {
  if (!spans.empty()) {
    TextSpan& last = spans.back();
    if (last.text_end == span.text_begin && last.page.end == span.page.begin && is_plain(last) &&
        is_plain(span)) {
      last.text_end = span.text_end;
      last.page.end = span.page.end;
      return;
    }
  }
  spans.push_back(span);
}

/// The spans of a run's text from byte `cut` on, as those of a text by itself.
std::vector<TextSpan> spans_from(std::vector<TextSpan> spans, uint32_t cut) {
  std::erase_if(spans, [&](const TextSpan& span) { return span.text_end <= cut; });
  for (TextSpan& span : spans) {
    const uint32_t over = cut - std::min(cut, span.text_begin);
    if (is_plain(span)) span.page.begin += over;
    span.text_begin += over;
    span.text_begin -= cut, span.text_end -= cut;
  }
  return spans;
}

/// Where one chosen block belongs.
struct Holder {
  NodeId item = kNoNode, list = kNoNode, cell = kNoNode, row = kNoNode, table = kNoNode,
         pre = kNoNode, quote = kNoNode;
  uint32_t level = 0;
  bool is_ordered = false;
};

bool is_item(Tag tag) { return tag == Tag::kLi || tag == Tag::kDt || tag == Tag::kDd; }
bool is_list(Tag tag) {
  return tag == Tag::kUl || tag == Tag::kOl || tag == Tag::kDl || tag == Tag::kMenu ||
         tag == Tag::kDir;
}
bool is_pre(Tag tag) {
  return tag == Tag::kPre || tag == Tag::kListing || tag == Tag::kXmp || tag == Tag::kPlaintext;
}

uint32_t number_in(std::string_view text, uint32_t highest) {
  uint32_t value = 0;
  for (const char c : trim_space(text)) {
    if (c < '0' || c > '9') return 1;
    value = std::min(value * 10 + static_cast<uint32_t>(c - '0'), highest);
  }
  return std::max(value, 1u);
}

/// The name after "language-", "lang-" or "brush:" in a class value; empty: none.
std::string language_in(std::string_view classes) {
  for (const std::string_view mark :
       {"language-", "lang-", "highlight-source-", "brush: ", "brush:"}) {
    size_t at = classes.find(mark);
    while (at != classes.npos && at > 0 && classes[at - 1] != ' ') at = classes.find(mark, at + 1);
    if (at == classes.npos) continue;
    const std::string_view rest = classes.substr(at + mark.size());
    return std::string(rest.substr(0, rest.find_first_of(" ;")));
  }
  return {};
}

class BodyBuilder {
 public:
  BodyBuilder(const RunContext& context, const Markup& markup, const BlockList& list,
              const std::vector<Post>& posts)
      : context_(context),
        document_(context.document),
        markup_(markup),
        list_(list),
        numbers_(context.document) {
    if (!posts.empty()) is_head_.resize(list.blocks.size());
    for (const Post& post : posts) is_head_[post.name] = is_head_[post.time] = true;
    size_t count = 0;
    for (uint32_t i = 0; i < list.blocks.size(); ++i)
      if (list.blocks[i].role == Role::kBody) survey(i, list.blocks[i]), ++count;
    drafts_.reserve(std::min(count, kLikelyNodes));  // moving them cost more than making them
  }

  Body build(std::vector<PlacedMedia> media, const std::vector<EntryHead>& entries) {
    size_t next_media = 0, next_entry = 0;
    for (uint32_t i = 0; i < list_.blocks.size(); ++i) {
      const Block& block = list_.blocks[i];
      if (next_entry < entries.size() && entries[next_entry].block == i)
        open_entry(entries[next_entry++]);
      else if (block.role != Role::kBody)
        continue;
      const uint32_t place = block.first_text == kNoNode ? 0 : markup_.place[block.first_text];
      for (; next_media < media.size() && media[next_media].place < place; ++next_media)
        add_media(std::move(media[next_media]));
      if (block.role == Role::kBody) add_block(i, block);
      last_block_ = i;
    }
    for (; next_media < media.size(); ++next_media) add_media(std::move(media[next_media]));
    return finish();
  }

 private:
  /// A node with the spans of its texts, in the order of text_of().
  struct Draft {
    BodyNode node;
    std::vector<std::vector<TextSpan>> spans;
  };

  // First pass: counts what lists, tables and quotes hold.
  void survey(uint32_t index, const Block& block) {
    letters_ += block.letter_count;
    NodeId item = kNoNode, cell = kNoNode, row = kNoNode;
    int steps = 0;
    for (NodeId id = block.element; id != kNoNode && steps < kMaxAncestors;
         id = document_.node(id).parent, ++steps) {
      const Tag tag = document_.node(id).tag;
      if (is_item(tag) && item == kNoNode) {
        item = id, hold(held_[id], block);
        held_[id].headings += is_head(index);
      }
      if (tag == Tag::kBlockquote) hold(held_[id], block);
      if ((tag == Tag::kTd || tag == Tag::kTh) && cell == kNoNode) cell = id;
      if (tag == Tag::kTr && row == kNoNode) row = id;
      if (tag == Tag::kTable && cell != kNoNode) {
        survey_cell(tables_[id], block, row, cell);
        tables_[id].has_post |= is_head(index);
        break;
      }
    }
  }

  /// Whether a block tells who wrote a post of a thread, or when.
  bool is_head(uint32_t index) const { return !is_head_.empty() && is_head_[index]; }

  static void hold(Holding& holding, const Block& block) {
    ++holding.blocks;
    holding.letters += block.letter_count;
    holding.headings += block.heading_level > 0;
  }

  static void survey_cell(TableShape& table, const Block& block, NodeId row, NodeId cell) {
    if (row != table.last_row) ++table.rows, table.cells_in_row = 0, table.last_row = row;
    if (cell != table.last_cell) ++table.cells_in_row, table.cell = {}, table.last_cell = cell;
    table.widest_row = std::max(table.widest_row, table.cells_in_row);
    hold(table.cell, block);
    table.headings += block.heading_level > 0;
    table.has_long_cell |=
        table.cell.blocks > kMaxCellBlocks || table.cell.letters > kMaxCellLetters;
  }

  bool is_plain_item(NodeId id) const {
    const auto found = held_.find(id);
    if (found == held_.end()) return true;  // holds only nested lists
    const Holding& holding = found->second;
    return holding.headings == 0 && holding.blocks <= kMaxItemBlocks &&
           holding.letters <= kMaxItemLetters;
  }

  bool is_quote(NodeId id) const {
    const auto found = held_.find(id);
    return found != held_.end() && found->second.letters <= kMaxQuoteShare * letters_ &&
           (is_head_.empty() ||
            !has_word(document_.attribute(id, AttributeName::kClass), kPostWords));
  }

  Holder find_holder(const Block& block) const {
    Holder holder;
    bool in_list = true;
    int steps = 0;
    for (NodeId id = block.element; id != kNoNode && steps < kMaxAncestors;
         id = document_.node(id).parent, ++steps) {
      const Tag tag = document_.node(id).tag;
      if (is_pre(tag)) holder.pre = id;
      if (tag == Tag::kBlockquote && holder.quote == kNoNode && is_quote(id)) holder.quote = id;
      if ((tag == Tag::kTd || tag == Tag::kTh) && holder.cell == kNoNode) holder.cell = id;
      if (tag == Tag::kTr && holder.row == kNoNode) holder.row = id;
      if (is_item(tag) && in_list) {
        in_list = is_plain_item(id);
        if (in_list && holder.item != kNoNode) ++holder.level;
        if (in_list && holder.item == kNoNode) holder.item = id;
      }
      if (is_list(tag) && in_list && holder.item != kNoNode) {
        if (holder.list == kNoNode) holder.is_ordered = tag == Tag::kOl;
        holder.list = id;
      }
      if (tag == Tag::kTable && holder.cell != kNoNode) {
        const auto table = tables_.find(id);
        // Formulas may hold elements of these names that stand in no row.
        const bool is_in_row = holder.row != kNoNode;
        if (is_in_row && table != tables_.end() && table->second.is_data()) holder.table = id;
        break;
      }
    }
    return holder;
  }

  void add_block(uint32_t index, const Block& block) {
    Run run = read_run(context_, block);
    if (run.text.empty()) return;  // nothing but white space that was escaped twice
    const Holder holder = find_holder(block);
    const bool goes_on = block.is_after_break && index > 0 && last_block_ == index - 1 &&
                         !drafts_.empty() && !is_fresh_;
    const bool follows_initial = !drafts_.empty() && !is_fresh_ &&
                                 last().kind == BodyNode::Kind::kParagraph &&
                                 kWordLetters.find(last().text) == std::string_view::npos &&
                                 is_initial_of(last().text, run.text);
    is_fresh_ = false;
    if (block.heading_level > 0)
      add_heading(block, std::move(run), goes_on);
    else if (is_head(index))
      start(BodyNode::Kind::kParagraph, kNoNode, std::move(run));
    else if (holder.table != kNoNode)
      add_cell(holder, std::move(run));
    else if (holder.pre != kNoNode && block.is_preformatted)
      add_code(holder.pre, std::move(run));
    else if (holder.quote != kNoNode)
      add_text(BodyNode::Kind::kQuote, holder.quote, std::move(run), goes_on ? "\n" : "\n\n");
    else if (holder.list != kNoNode)
      add_item(holder, std::move(run));
    else if (goes_on && last().kind == BodyNode::Kind::kParagraph)
      append_text(std::move(run), "\n");
    else if (follows_initial)
      append_text(std::move(run), "");
    else
      start(BodyNode::Kind::kParagraph, kNoNode, std::move(run));
  }

  BodyNode& last() { return drafts_.back().node; }

  bool is_open(BodyNode::Kind kind, NodeId holder) const {
    return !drafts_.empty() && drafts_.back().node.kind == kind && holder_ == holder &&
           holder != kNoNode;
  }

  BodyNode& start(BodyNode::Kind kind, NodeId holder) {
    drafts_.emplace_back().node.kind = kind;
    holder_ = holder;
    return last();
  }

  BodyNode& start(BodyNode::Kind kind, NodeId holder, Run&& run) {
    BodyNode& node = start(kind, holder);
    node.text = std::move(run.text);
    node.inlines = std::move(run.inlines);
    drafts_.back().spans.push_back(std::move(run.spans));
    return node;
  }

  void append_text(Run&& tail, std::string_view separator) {
    Draft& draft = drafts_.back();
    Run run{std::move(draft.node.text), std::move(draft.node.inlines),
            std::move(draft.spans.back())};
    append_run(run, std::move(tail), separator);
    draft.node.text = std::move(run.text);
    draft.node.inlines = std::move(run.inlines);
    draft.spans.back() = std::move(run.spans);
  }

  void add_text(BodyNode::Kind kind, NodeId holder, Run&& run, std::string_view separator) {
    if (is_open(kind, holder))
      append_text(std::move(run), separator);
    else
      start(kind, holder, std::move(run));
  }

  void add_heading(const Block& block, Run&& run, bool goes_on) {
    if (goes_on && last().kind == BodyNode::Kind::kHeading && last().level == block.heading_level)
      append_text(std::move(run), "\n");
    else
      start(BodyNode::Kind::kHeading, kNoNode, std::move(run)).level = block.heading_level;
  }

  void add_code(NodeId pre, Run&& run) {
    const bool is_new = !is_open(BodyNode::Kind::kCode, pre);
    add_text(BodyNode::Kind::kCode, pre, std::move(run), "\n");
    last().inlines.clear();
    if (!is_new) return;
    std::string language = language_in(document_.attribute(pre, AttributeName::kClass));
    const NodeId child = document_.node(pre).first_child;
    if (language.empty() && child != kNoNode && document_.node(child).kind == NodeKind::kElement)
      language = language_in(document_.attribute(child, AttributeName::kClass));
    last().language = std::move(language);
  }

  /// What describes a term stands one level below it. A list begins at its first level, though the
  /// items around the first may be no text.
  uint32_t level_of(const Holder& holder) {
    const bool opens = drafts_.back().node.items.empty();
    const bool describes = document_.node(holder.item).is(Tag::kDd) && !opens;
    const uint32_t level = holder.level + (describes ? 1 : 0);
    first_level_ = opens ? level : std::min(first_level_, level);
    return level - first_level_;
  }

  void add_item(const Holder& holder, Run&& run) {
    if (!is_open(BodyNode::Kind::kList, holder.list))
      start(BodyNode::Kind::kList, holder.list), item_ = kNoNode;
    Draft& draft = drafts_.back();
    if (item_ != holder.item) {
      item_ = holder.item;
      ListItem opened{level_of(holder), holder.is_ordered, {}, {}};
      opened.number = numbers_.number_of(holder.item);
      draft.node.items.push_back(std::move(opened));
      draft.spans.emplace_back();
    }
    ListItem& item = draft.node.items.back();
    Run whole{std::move(item.text), std::move(item.inlines), std::move(draft.spans.back())};
    append_run(whole, std::move(run), "\n");
    item.text = std::move(whole.text);
    item.inlines = std::move(whole.inlines);
    draft.spans.back() = std::move(whole.spans);
  }

  void open_cell(NodeId id) {
    cell_ = id;
    TableCell cell;
    cell.header = document_.node(id).tag == Tag::kTh;
    cell.colspan = number_in(document_.attribute(id, AttributeName::kColspan), 1000);
    cell.rowspan = number_in(document_.attribute(id, AttributeName::kRowspan), 65534);
    Draft& draft = drafts_.back();
    draft.node.rows.back().push_back(std::move(cell));
    draft.spans.emplace_back();
  }

  /// Cells without text of the story before one that has some: they keep the columns in place. A
  /// row that a table in a cell parted is walked again from its begin, so no walk is long.
  void add_cells_before(NodeId cell) {
    constexpr int kMostNodes = 200;  // 100 cells, with white space between them
    if (document_.node(cell).parent != row_) return;
    const bool is_first = drafts_.back().node.rows.back().empty();
    NodeId id = is_first ? document_.node(row_).first_child : document_.node(cell_).next;
    for (int nodes = 0; id != kNoNode && id != cell && nodes < kMostNodes; ++nodes) {
      if (document_.node(id).is(Tag::kTd) || document_.node(id).is(Tag::kTh)) open_cell(id);
      id = document_.node(id).next;
    }
  }

  void add_cell(const Holder& holder, Run&& run) {
    if (!is_open(BodyNode::Kind::kTable, holder.table))
      start(BodyNode::Kind::kTable, holder.table), row_ = cell_ = kNoNode;
    Draft& draft = drafts_.back();
    if (row_ != holder.row) row_ = holder.row, draft.node.rows.emplace_back();
    if (cell_ != holder.cell) {
      add_cells_before(holder.cell);
      open_cell(holder.cell);
    }
    TableCell& cell = draft.node.rows.back().back();
    Run whole{std::move(cell.text), {}, std::move(draft.spans.back())};
    append_run(whole, std::move(run), " ");
    cell.text = std::move(whole.text);
    draft.spans.back() = std::move(whole.spans);
  }

  void add_media(PlacedMedia&& media) {
    drafts_.push_back({std::move(media.node), {}});
    is_fresh_ = true;
  }

  void open_entry(const EntryHead& head) {
    BodyNode& node = start(BodyNode::Kind::kEntry, kNoNode);
    node.time = head.time;
    is_fresh_ = true;
    const Block& block = list_.blocks[head.block];
    Run run = read_run(context_, block);
    // What read_run() mends stands behind the time.
    size_t cut =
        run.text.starts_with(block.text.substr(0, head.headline_at)) ? head.headline_at : 0;
    if (run.text.substr(cut).starts_with(' ')) ++cut;
    node.headline = run.text.substr(cut);
    drafts_.back().spans.push_back(spans_from(std::move(run.spans), static_cast<uint32_t>(cut)));
    has_entries_ = true;
  }

  /// The texts of a node other than an entry, as text_of() gives them, in one run.
  Run flat_run(Draft& draft) const {
    Run run;
    size_t next = 0;
    const auto take = [&](std::string& text, std::vector<Inline>* inlines,
                          std::string_view separator) {
      Run part{std::move(text), inlines ? std::move(*inlines) : std::vector<Inline>(), {}};
      if (next < draft.spans.size()) part.spans = std::move(draft.spans[next++]);
      append_run(run, std::move(part), separator);
    };
    for (ListItem& item : draft.node.items) take(item.text, &item.inlines, "\n");
    for (auto& row : draft.node.rows) {
      std::string_view separator = "\n";
      for (TableCell& cell : row) {
        const bool is_empty = cell.text.empty();
        take(cell.text, nullptr, separator);
        if (!is_empty) separator = "\t";
      }
    }
    if (draft.node.items.empty() && draft.node.rows.empty())
      take(draft.node.text, &draft.node.inlines, "\n\n");
    return run;
  }

  /// Texts behind an entry's head go into the entry; media stay nodes of their own behind it.
  void gather_entries() {
    std::vector<Draft> gathered;
    size_t entry = std::string::npos;
    for (Draft& draft : drafts_) {
      const BodyNode::Kind kind = draft.node.kind;
      const bool is_media = draft.spans.empty();
      if (kind == BodyNode::Kind::kEntry) entry = gathered.size();
      if (kind == BodyNode::Kind::kEntry || is_media || entry == std::string::npos) {
        gathered.push_back(std::move(draft));
        continue;
      }
      Draft& target = gathered[entry];
      if (target.spans.size() < 2) target.spans.emplace_back();
      Run run{std::move(target.node.text), std::move(target.node.inlines),
              std::move(target.spans[1])};
      append_run(run, flat_run(draft), "\n\n");
      target.node.text = std::move(run.text);
      target.node.inlines = std::move(run.inlines);
      target.spans[1] = std::move(run.spans);
    }
    drafts_ = std::move(gathered);
  }

  Body finish() {
    if (has_entries_) gather_entries();
    Body body;
    if (context_.wants_spans) place_spans(body);
    body.nodes.reserve(drafts_.size());
    for (Draft& draft : drafts_) body.nodes.push_back(std::move(draft.node));
    return body;
  }

  /// Moves the spans of each node's texts to where text_of() puts these texts.
  void place_spans(Body& body) const {
    size_t at = 0;
    bool is_first = true;
    const auto take = [&](const std::string& text, const std::vector<TextSpan>* spans,
                          size_t separator) {
      if (text.empty()) return;
      if (!is_first) at += separator;
      is_first = false;
      if (spans != nullptr)
        for (TextSpan span : *spans) {
          span.text_begin += static_cast<uint32_t>(at), span.text_end += static_cast<uint32_t>(at);
          append_span(body.spans, span);
        }
      at += text.size();
    };
    for (const Draft& draft : drafts_) {
      size_t next = 0;
      const auto spans = [&]() {
        return next < draft.spans.size() ? &draft.spans[next++] : nullptr;
      };
      const BodyNode& node = draft.node;
      if (node.kind == BodyNode::Kind::kEntry) take(node.headline, spans(), 2);
      bool starts = true;  // the first text of a node stands two line breaks behind the one before
      const auto take_part = [&](const std::string& text) {
        take(text, spans(), starts ? 2 : 1);
        starts = starts && text.empty();
      };
      for (const ListItem& item : node.items) take_part(item.text);
      for (const auto& row : node.rows)
        for (const TableCell& cell : row) take_part(cell.text);
      if (node.items.empty() && node.rows.empty() && !draft.spans.empty())
        take(node.text, spans(), 2);
    }
  }

  const RunContext& context_;
  const Document& document_;
  const Markup& markup_;
  const BlockList& list_;
  std::unordered_map<NodeId, Holding> held_;
  std::unordered_map<NodeId, TableShape> tables_;
  ItemNumbers numbers_;
  std::vector<bool> is_head_;  // by block; empty: the page is no thread
  double letters_ = 0;
  std::vector<Draft> drafts_;
  NodeId holder_ = kNoNode, item_ = kNoNode, row_ = kNoNode, cell_ = kNoNode;
  uint32_t last_block_ = 0, first_level_ = 0;
  bool is_fresh_ = true;  // nothing that a line could go on from
  bool has_entries_ = false;
};

}  // namespace

Body build_body(const RunContext& context, const Markup& markup, const BlockList& list,
                std::vector<PlacedMedia> media, const std::vector<EntryHead>& entries,
                const std::vector<Post>& posts) {
  return BodyBuilder(context, markup, list, posts).build(std::move(media), entries);
}

}  // namespace copydesk
