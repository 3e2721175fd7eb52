// blocks.h: the door of blocks/: a Document, or the lines of a dump, into Blocks; Blocks into roles
// with probabilities.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "html/html.h"
#include "record/record.h"

namespace copydesk {

/// What a block is for. Only kBody goes into the story's text.
enum class Role : uint8_t {
  kUnknown,
  kBody,
  kTitle,
  kDek,
  kSection,
  kByline,
  kTime,
  kHighlight,
  kCaption,
  kCredit,
  kGalleryChrome,
  kTeaser,
  kComment,
  kCorrection,
  kInterface,
  kBoilerplate
};
std::string_view role_name(Role role);  // "body", "title", "gallery-chrome", ...

/// A run of text not crossed by a block-level tag, or one line of a dump.
/// Lifetime: `text` views BlockList's arena (or the page); nodes belong to the Document.
struct Block {
  std::string_view text;        // white space folded to one space, except in <pre>
  NodeId first_text = kNoNode;  // first and last text node, in document order; kNoNode in a dump
  NodeId last_text = kNoNode;
  NodeId element = kNoNode;          // nearest block-level element around it; kNoNode in a dump
  ByteRange page;                    // covers all its bytes in the decoded page
  uint32_t letter_count = 0;         // bytes of text that are not white space
  uint32_t linked_letter_count = 0;  // of these, inside <a href>
  uint32_t word_count = 0;
  uint16_t depth = 0;         // of `element`; in a dump the indentation in spaces
  uint8_t heading_level = 0;  // 1..6 inside <h1>..<h6>
  bool is_hidden = false;     // hidden attribute, display:none, visibility:hidden, closed <dialog>
  bool is_aria_hidden = false;  // aria-hidden="true" around it: a copy, or for the eye only
  bool is_noscript = false;     // read out of <noscript>
  bool is_preformatted = false;
  bool is_list_item = false;    // inside <li>, <dt>, <dd>; in a dump: the line had a bullet
  bool is_cell = false;         // inside <td>, <th>
  bool is_quote = false;        // inside <blockquote>
  bool is_figcaption = false;   // inside <figcaption> or <caption>
  bool is_after_break = false;  // parted from the block before it by one <br> only
  bool is_after_gap = false;    // dump: a blank line stands before it
  float story_probability = 0;  // 0..1, that its words belong to the story; filled by score_blocks
  Role role = Role::kUnknown;   // filled by choose_blocks and, for news fields, by story/
};

/// Blocks that are read of one page unless told otherwise; those behind them are left out. A block
/// costs about 2 KB while it is judged, so that 4 bytes of markup a block would take gigabytes for
/// a page of 10 MB.
inline constexpr size_t kMostBlocks = 1u << 17;

/// The blocks of one page in document order.
struct BlockList {
  std::vector<Block> blocks;
  std::vector<Note> notes;  // "block-limit": the page has more than `most`
  Arena arena;              // owns the texts that are not views into the page
  std::vector<bool> idle;   // by node: it says nothing, and counts for no step to the root (idle.h)
  bool is_dump = false;
};

/// Cuts a document into blocks in one walk. `<noscript>` and hidden parts are in it, flagged.
/// Cost: linear; one copy of the text. Threads: safe. Source: HTML standard, "Rendering", flow
/// content.
BlockList cut_blocks(const Document& document, size_t most = kMostBlocks);

/// Cuts the lines of a plain-text dump into blocks. Cost: linear, texts view `page`.
BlockList cut_lines(std::string_view page, size_t most = kMostBlocks);

/// The bytes of "](https://...)" at `at`, the end of a link in Markdown, and of a whole picture,
/// "![...](...)"; 0: there is none. Cost: bounded.
size_t link_target_bytes(std::string_view text, size_t at);
size_t image_bytes(std::string_view text, size_t at);

enum class Favor : uint8_t { kBalanced, kPrecision, kRecall };

/// What the chooser found about the page as a whole.
struct Choice {
  std::string page_type;  // of the record
  double confidence = 0;  // 0..1, calibrated
};

/// Computes the features, scores every block (story_probability) and sets role kBody on the chosen
/// ones. `document` is null for a dump. Cost: linear in the blocks. Threads: safe.
Choice choose_blocks(BlockList& list, const Document* document, Favor favor = Favor::kBalanced);

/// The same for a dump. Lines that have a role already (captions, gallery chrome, key points) keep
/// it and are not chosen. Cost: linear in the page. Threads: safe.
Choice choose_lines(BlockList& list, Favor favor = Favor::kBalanced);

/// What the model sees: the first-stage features of every block as a table. A line with the names
/// of the columns, then a line a block, cells parted by tabs; the first cell is the block's number.
/// `document` is null for a dump. For people and tools; training reads the same numbers.
std::string feature_table(const BlockList& list, const Document* document);

/// What spoke for a block (weight above zero) or against it, beside the mean block of its page.
struct Reason {
  // A column of feature_table(), what the first stage thought of the surroundings, or "network":
  // what the network makes of the blocks in their order.
  std::string_view feature;
  double weight = 0;  // of the score, before it becomes a probability
};

/// The strongest reasons of every block, at most `most` each, the strongest first. For people, not
/// for the hot path. Call before the blocks have roles; `document` is null for a dump. Cost: some
/// times that of choose_blocks(). Source: Saabas, Interpreting random forests, 2014; the means are
/// those of the page's own blocks.
std::vector<std::vector<Reason>> find_reasons(const BlockList& list, const Document* document,
                                              size_t most);

/// Maps every byte of a block's text back to the page. For provenance only: walks the block's nodes
/// again.
void append_block_spans(const Document& document, const Block& block, std::vector<TextSpan>& out);

}  // namespace copydesk
