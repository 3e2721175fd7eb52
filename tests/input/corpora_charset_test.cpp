// corpora_charset_test.cpp: html5lib's encoding tests, the generated charset files, and chardet's
// pages.
#include <doctest/doctest.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "input/input.h"

using namespace copydesk;
namespace fs = std::filesystem;

namespace {

const fs::path kCorpora = fs::path(COPYDESK_SHARED_DIR) / "corpora";

bool has_corpus(const char* name) {
  if (fs::exists(kCorpora / name)) return true;
  std::printf("SKIPPED: %s is not in %s\n", name, kCorpora.c_str());
  return false;
}

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

struct Tally {
  int right = 0, all = 0;
  void add(bool is_right, const std::string& what) {
    ++all;
    right += is_right ? 1 : 0;
    if (!is_right) std::printf("  wrong: %s\n", what.c_str());
  }
};

// The form of the files: #data, the bytes, #encoding, the name, an empty line.
void run_encoding_file(const fs::path& path, Tally& tally) {
  const std::string file = read_file(path).value();
  size_t at = 0;
  while ((at = file.find("#data\n", at)) != std::string::npos) {
    at += 6;
    const size_t end = file.find("\n#encoding\n", at);
    if (end == std::string::npos) return;
    const size_t name_at = end + 11;
    const std::string wanted = lower_case(file.substr(name_at, file.find('\n', name_at) - name_at));
    const Page page = decode_page(file.substr(at, end - at + 1));
    const std::string found = lower_case(page.source.charset);
    tally.add(found == wanted, path.filename().string() + " at byte " + std::to_string(at) + ": " +
                                   found + ", not " + wanted);
    at = name_at;
  }
}

// chardet's folder names -> ICU converters; folders that are not here need what no converter here
// knows (Johab).
const std::map<std::string, const char*> kTruth = {
    {"Big5", "ibm-1375_P100-2008"},  {"CP932", "ibm-943_P15A-2003"},
    {"CP949", "windows-949-2000"},   {"EUC-JP", "euc-jp-2007"},
    {"EUC-KR", "windows-949-2000"},  {"EUC-TW", "euc-tw-2014"},
    {"GB2312", "gb18030"},           {"MacCyrillic", "macos-7_3-10.2"},
    {"MacRoman", "macos-0_2-10.2"},  {"SHIFT_JIS", "ibm-943_P15A-2003"},
    {"TIS-620", "windows-874-2000"}, {"ascii", "US-ASCII"},
    {"utf-8-sig", "UTF-8"},          {"iso-8859-1", "windows-1252"}};

std::string truth_of(const std::string& folder, const std::string& bytes) {
  std::string name = folder;
  if (const auto found = kTruth.find(folder); found != kTruth.end())
    name = found->second;
  else if (name.starts_with("iso-8859-") || name.starts_with("windows-12"))
    name = name.substr(0, name.find('-', name.find('-', name.find('-') + 1) == std::string::npos
                                             ? std::string::npos
                                             : 9));
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name.c_str(), &status);
  if (U_FAILURE(status)) return {};
  std::vector<UChar> units(bytes.size() * 2 + 4);
  const int32_t length = ucnv_toUChars(converter, units.data(), static_cast<int32_t>(units.size()),
                                       bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  ucnv_close(converter);
  std::string text;
  for (int32_t i = 0; i < length; ++i) {
    char32_t c = units[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < length)
      c = 0x10000 + ((c - 0xD800) << 10) + (units[++i] - 0xDC00);
    if (c == 0xFEFF && text.empty()) continue;
    append_utf8(text, c);
  }
  return text;
}

// Letters of the standard that ICU's table of the folder's name has otherwise do not count; whole
// texts do.
bool is_same_text(std::string_view one, std::string_view other) {
  size_t at = 0, other_at = 0, different = 0, letters = 0;
  while (at < one.size() && other_at < other.size()) {
    different += next_code_point(one, at) != next_code_point(other, other_at) ? 1 : 0;
    ++letters;
  }
  return at == one.size() && other_at == other.size() && different <= letters / 500;
}

}  // namespace

TEST_CASE("html5lib's encoding tests: 83 of 83, the scripted one without running its script") {
  if (!has_corpus("html5lib-tests")) return;
  Tally tally;
  for (const char* name : {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat", "scripted/tests1.dat"})
    run_encoding_file(kCorpora / "html5lib-tests/encoding" / name, tally);
  std::printf("html5lib encoding: %d of %d\n", tally.right, tally.all);
  CHECK(tally.all == 83);
  CHECK(tally.right == tally.all);
}

TEST_CASE("every generated charset file gives valid UTF-8 with a reason") {
  if (!has_corpus("hostile-generated")) return;
  Tally tally;
  for (const auto& entry : fs::directory_iterator(kCorpora / "hostile-generated/charset")) {
    const Page page = decode_page(read_file(entry.path()).value());
    tally.add(is_valid_utf8(page.text) && !page.source.charset_reason.empty(),
              entry.path().string());
  }
  CHECK(tally.all == 56);
  CHECK(tally.right == tally.all);
}

TEST_CASE("generated charset files with an expectation meet it") {
  if (!has_corpus("hostile-generated")) return;
  const auto page = [](const char* name) {
    return decode_page(read_file(kCorpora / "hostile-generated/charset" / name).value());
  };
  CHECK(page("two_metas.html").source.charset == "gbk");
  CHECK(page("bom_vs_meta.html").source.charset == "utf-8");
  CHECK(page("meta_after_1024.html").source.charset == "gbk");
  CHECK(page("nul.html").text.size() == 26);
  CHECK(page("truncated_tail.html").text == "<p>日\xEF\xBF\xBD");
  const std::string lone(page("lone_surrogates.html").text);
  std::string wanted;
  append_repaired_utf8(
      wanted, "<p>\xED\xA0\x80\xED\xBF\xBF \xF4\x90\x80\x80 \xC0\xAF \xE0\x80\xAF \xFF\xFE");
  CHECK(lone == wanted);
}

TEST_CASE("99 of 100 of chardet's marked-up pages are read right, the whole text compared") {
  if (!has_corpus("charset-chardet")) return;
  Tally marked_up, all;
  for (const auto& entry : fs::recursive_directory_iterator(kCorpora / "charset-chardet/tests")) {
    if (!entry.is_regular_file() || entry.path().filename() == "README.txt") continue;
    const std::string folder = entry.path().parent_path().filename();
    const std::string bytes = read_file(entry.path()).value();
    const std::string name = entry.path().filename();
    const Page page = decode_page(bytes, {.name = name});
    const bool is_right = is_same_text(page.text, truth_of(folder, bytes));
    all.add(is_right, folder + "/" + name + " read as " + page.source.charset);
    const std::string ending = entry.path().extension();
    if (ending == ".html" || ending == ".xml") marked_up.add(is_right, "(marked up)");
  }
  std::printf("chardet: marked up %d of %d, all %d of %d\n", marked_up.right, marked_up.all,
              all.right, all.all);
  CHECK(marked_up.all == 342);
  CHECK(marked_up.right * 100 >= marked_up.all * 99);
  CHECK(all.right * 100 >= all.all * 97);
}
