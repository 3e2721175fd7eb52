// check_fields.cpp: the invariants of what fields are read from: JSON-LD, dates, addresses, names.
#include <simdjson.h>

#include <functional>

#include "base/base.h"
#include "fuzz/checks.h"
#include "output/output.h"
#include "story/jsonld.h"
#include "story/markup.h"
#include "text/text.h"

namespace copydesk {
namespace {

std::string repaired(std::string_view bytes) {
  std::string text;
  append_repaired_utf8(text, bytes);
  return text;
}

// ---------------- JSON-LD

Claims claims_of(std::string_view text) {
  constexpr std::string_view kEnd = "</script>";
  std::vector<JsonLdScript> scripts;
  uint32_t at = 0;
  while (at <= text.size()) {
    const size_t end = std::min(text.find(kEnd, at), text.size());
    scripts.push_back(
        {text.substr(at, end - at), {at, static_cast<uint32_t>(end)}, static_cast<NodeId>(1)});
    at = static_cast<uint32_t>(end + kEnd.size());
  }
  const std::string titles[] = {"Flood in Porto"};
  Claims claims;
  read_json_ld(scripts, "https://news.example/a/1", titles, claims);
  return claims;
}

// All values, one after the other.
std::string values_of(const Claims& claims) {
  std::string all = claims.article_body;
  for (const Claim& claim : claims.claims) all.append(claim.key).append("=").append(claim.value);
  for (const ClaimedImage& image : claims.images) all.append(image.url).append(image.caption);
  for (const ClaimedEntry& entry : claims.entries) all.append(entry.headline).append(entry.body);
  for (const ClaimedComment& comment : claims.comments) all += comment.text;
  return all;
}

void check_claims(const Claims& claims, size_t text_size) {
  for (const Claim& claim : claims.claims) {
    CD_CHECK(is_valid_utf8(claim.value) && is_valid_utf8(claim.detail));
    CD_CHECK(claim.page.begin <= claim.page.end && claim.page.end <= text_size);
  }
  for (const ClaimedImage& image : claims.images)
    for (const std::string* part : {&image.url, &image.caption, &image.credit, &image.alt})
      CD_CHECK(is_valid_utf8(*part));
  for (const ClaimedEntry& entry : claims.entries) CD_CHECK(is_valid_utf8(entry.body));
  for (const ClaimedComment& comment : claims.comments) CD_CHECK(is_valid_utf8(comment.text));
  for (const Note& note : claims.notes) CD_CHECK(is_valid_utf8(note.detail));
  CD_CHECK(is_valid_utf8(claims.article_body));
}

// An object or a list; a bare number tells nothing about a page and may be dropped.
bool is_json(std::string_view text) {
  constexpr size_t kDepth = 64;  // that mend_json() keeps; what is deeper is no JSON-LD
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.allocate(text.size() + 1, kDepth)) return false;
  if (parser.parse(simdjson::padded_string(text)).get(root)) return false;
  return root.is_object() || root.is_array();
}

// ---------------- dates

bool is_of_calendar(const Moment& moment) {
  constexpr uint8_t kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (moment.precision >= Precision::kMonth && (moment.month < 1 || moment.month > 12))
    return false;
  if (moment.precision >= Precision::kDay &&
      (moment.day < 1 || moment.day > kDays[moment.month - 1]))
    return false;
  if (moment.hour > 24 || moment.minute > 59 || moment.second > 60) return false;
  return moment.offset_minutes >= -24 * 60 && moment.offset_minutes <= 24 * 60;
}

void check_moment(const Moment& moment, size_t text_size) {
  CD_CHECK(moment.begin < moment.end && moment.end <= text_size);
  CD_CHECK(is_of_calendar(moment));
  const std::string iso = iso_time(moment);
  const Moment again = parse_when(iso);
  if (moment.precision < Precision::kDay) return;  // a year by itself is a number in a text
  CD_CHECK(iso_time(again) == iso && epoch_seconds(again) == epoch_seconds(moment));
}

DateHints date_hints(unsigned choice) {
  constexpr const char* kLanguages[] = {"", "en", "en-US", "de", "fr", "ja", "ar", "ru"};
  constexpr const char* kRegions[] = {"", "US", "GB", "IN", "CN", "IL", "DE", "AU"};
  DateHints hints;
  hints.language = kLanguages[choice % 8];
  hints.region = kRegions[choice / 8 % 8];
  hints.year = choice & 64 ? 2017 : 0;
  hints.allow_epoch = (choice & 128) != 0;
  return hints;
}

bool is_part_of(std::string_view part, std::string_view text) {
  const std::less_equal<const char*> is_before;
  return is_before(text.data(), part.data()) &&
         is_before(part.data() + part.size(), text.data() + text.size());
}

// Words come one behind the other; a text is folded alike with an allocation and without, and one
// that is collapsed once is so for good.
void check_words(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0, end = 0;; end = at) {
    const std::string_view word = next_word(text, at);
    if (word.empty()) break;
    CD_CHECK(is_part_of(word, text.substr(end)) && is_valid_utf8(word));
    CD_CHECK(at == static_cast<size_t>(word.data() + word.size() - text.data()));
    ++count;
  }
  CD_CHECK((count == 0) == (count_words(text) == 0));
  const std::string letters = fold(text), words = fold_words(text);
  const std::string collapsed = collapse_space(text);
  CD_CHECK(is_valid_utf8(letters) && is_valid_utf8(words) && is_valid_utf8(collapsed));
  FoldRoom room;
  CD_CHECK(room.letters(text) == letters);
  CD_CHECK(room.words(text) == words);
  CD_CHECK(collapse_space(collapsed) == collapsed);
}

bool has_control(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20) return true;
  return false;
}

}  // namespace

void check_jsonld(std::string_view bytes) {
  const std::string text = repaired(bytes);
  const Claims claims = claims_of(text);
  check_claims(claims, text.size());
  CD_CHECK(values_of(claims_of(text)) == values_of(claims));
  const std::string mended = mend_json(text);
  CD_CHECK(is_valid_utf8(mended) && mended.size() <= 8 * text.size() + 64);
  if (is_json(text)) CD_CHECK(is_json(mended));
  CD_CHECK(is_valid_utf8(strip_markup(text)));
}

void check_dates(std::string_view bytes) {
  const unsigned choice = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.back());
  const std::string text = repaired(bytes);
  for (const DateHints& hints : {DateHints{}, date_hints(choice)}) {
    uint32_t at = 0;
    for (const Moment& moment : find_dates(text, hints)) {
      CD_CHECK(moment.begin >= at);
      check_moment(moment, text.size());
      at = moment.end;
    }
    const Moment first = parse_when(text, hints);
    if (!first.is_absent()) check_moment(first, text.size());
  }
}

void check_urls(std::string_view bytes) {
  const std::string text = repaired(bytes);
  const std::string_view both = text;
  const size_t line_end = std::min(both.find('\n'), both.size());
  const std::string_view base = both.substr(0, line_end);
  const std::string_view reference = both.substr(std::min(line_end + 1, both.size()));
  CD_CHECK(is_valid_utf8(resolve_address(base, reference)));
  constexpr std::string_view kBase = "https://a.example/b/c?d#e";
  const std::string address = resolve_address(kBase, reference);
  CD_CHECK(is_valid_utf8(address) && !has_control(address));
  if (!address.empty()) CD_CHECK(resolve_address(kBase, address) == address);
  const std::string safe = safe_url(reference);
  CD_CHECK(safe.empty() || starts_with_ignoring_case(safe, "http:") ||
           starts_with_ignoring_case(safe, "https:") || starts_with_ignoring_case(safe, "mailto:"));
  CD_CHECK(safe_url(safe) == safe && !has_control(safe) && is_valid_utf8(safe));
  CD_CHECK(safe.find_first_of("\"<> ") == std::string::npos);
}

void check_text(std::string_view bytes) {
  const std::string text = repaired(bytes);
  const Byline byline = parse_byline(text);
  for (const auto& author : byline.authors)
    CD_CHECK(!author.name.empty() && is_valid_utf8(author.name));
  for (const std::string* part : {&byline.agency, &byline.place, &byline.handle})
    CD_CHECK(is_valid_utf8(*part));
  const DatelinePrefix dateline = find_dateline(text);
  CD_CHECK(dateline.length <= text.size());
  CD_CHECK(is_valid_utf8(std::string_view(text).substr(dateline.length)));
  for (const std::string_view part :
       {dateline.place, dateline.agency, dateline.date, dateline.reporter})
    CD_CHECK(part.empty() || (is_part_of(part, std::string_view(text).substr(0, dateline.length)) &&
                              is_valid_utf8(part)));
  CD_CHECK(is_valid_utf8(mend_double_escapes(text)));
  check_words(text);
}

}  // namespace copydesk
