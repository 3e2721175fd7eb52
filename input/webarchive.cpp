// webarchive.cpp: binary property list -> Page.
// Source: the form of binary property lists as Apple's CFBinaryPList.c describes it: objects, each
// with a byte for its type and size; a table of their offsets; 32 bytes of sizes at the end. Only
// the way to the page is followed, two dictionaries deep; no object is read that it does not name.
#include "input/webarchive.h"

#include <string>

#include "base/base.h"
#include "input/encodings.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kTrailerBytes = 32;
constexpr uint64_t kNone = UINT64_MAX;

enum class Type : uint8_t { kInteger = 0x1, kData = 0x4, kAscii = 0x5, kUtf16 = 0x6, kDict = 0xD };

// Big-endian number of `size` bytes; kNone where there are fewer.
uint64_t number_at(std::string_view bytes, uint64_t at, uint64_t size) {
  if (size == 0 || size > 8 || at > bytes.size() || bytes.size() - at < size) return kNone;
  uint64_t number = 0;
  for (const char c : bytes.substr(at, size)) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

/// Invariant: nothing outside of `bytes` is read, whatever the list says.
class PropertyList {
 public:
  explicit PropertyList(std::string_view bytes) : bytes_(bytes) {
    if (bytes.size() < kTrailerBytes) return;
    const size_t end = bytes.size() - kTrailerBytes;
    offset_size_ = number_at(bytes, end + 6, 1);
    reference_size_ = number_at(bytes, end + 7, 1);
    count_ = number_at(bytes, end + 8, 8);
    top_ = number_at(bytes, end + 16, 8);
    table_ = number_at(bytes, end + 24, 8);
    // So that no product below runs over.
    if (count_ > bytes.size() || table_ > bytes.size()) count_ = 0;
  }

  uint64_t top() const { return top_; }

  /// The value of a key in a dictionary; kNone if it is none or has no such key.
  uint64_t value_of(uint64_t dict, std::string_view key) const {
    const Object object = object_of(dict);
    if (object.type != Type::kDict || object.size > bytes_.size()) return kNone;
    for (uint64_t i = 0; i < object.size; ++i)
      if (text_of(reference(object, i)) == key) return reference(object, object.size + i);
    return kNone;
  }

  /// The bytes of data or of an ASCII string; empty for anything else.
  std::string_view text_of(uint64_t number) const {
    const Object object = object_of(number);
    if (object.type != Type::kData && object.type != Type::kAscii) return {};
    return part(object.at, object.size);
  }

  /// A string of either kind in UTF-8.
  std::string string_of(uint64_t number) const {
    const Object object = object_of(number);
    if (object.type != Type::kUtf16) return std::string(text_of(number));
    std::string text;
    if (object.size > bytes_.size()) return text;
    append_decoded(text, part(object.at, 2 * object.size), *find_encoding("utf-16be"));
    return text;
  }

 private:
  struct Object {
    Type type = Type::kInteger;
    uint64_t size = 0;  // entries, bytes, or units of two bytes
    uint64_t at = 0;    // where they stand
  };

  std::string_view part(uint64_t at, uint64_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) return {};
    return bytes_.substr(at, size);
  }

  Object object_of(uint64_t number) const {
    if (number >= count_) return {};
    const uint64_t at = number_at(bytes_, table_ + number * offset_size_, offset_size_);
    const uint64_t mark = number_at(bytes_, at, 1);
    if (mark == kNone) return {};
    Object object{static_cast<Type>(mark >> 4), mark & 0xF, at + 1};
    if (object.size != 0xF) return object;
    // A size that fits no half byte is an integer of its own.
    const uint64_t kind = number_at(bytes_, at + 1, 1);
    if (kind >> 4 != static_cast<uint64_t>(Type::kInteger) || (kind & 0xF) > 3) return {};
    const uint64_t width = uint64_t{1} << (kind & 0xF);
    object.size = number_at(bytes_, at + 2, width);
    object.at = at + 2 + width;
    return object;
  }

  uint64_t reference(const Object& dict, uint64_t index) const {
    return number_at(bytes_, dict.at + index * reference_size_, reference_size_);
  }

  std::string_view bytes_;
  uint64_t offset_size_ = 0, reference_size_ = 0, count_ = 0, top_ = 0, table_ = 0;
};

}  // namespace

bool starts_as_webarchive(std::string_view head) { return head.starts_with("bplist00"); }

std::optional<Page> page_of_webarchive(std::string_view bytes) {
  const PropertyList list(bytes);
  const uint64_t main = list.value_of(list.top(), "WebMainResource");
  const std::string_view page = list.text_of(list.value_of(main, "WebResourceData"));
  const std::string type = list.string_of(list.value_of(main, "WebResourceMIMEType"));
  if (page.empty() || (type != "text/html" && type != "application/xhtml+xml")) return std::nullopt;
  const std::string charset = list.string_of(list.value_of(main, "WebResourceTextEncodingName"));
  const std::string content_type = charset.empty() ? type : type + "; charset=" + charset;
  const std::string url = list.string_of(list.value_of(main, "WebResourceURL"));
  PageHints hints;
  hints.content_type = content_type;
  hints.url = url;
  return decode_page(std::string(page), hints);
}

}  // namespace copydesk
