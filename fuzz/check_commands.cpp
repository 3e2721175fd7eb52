// check_commands.cpp: the invariants of the commands for people, explain, show and check, run in
// this process as main() runs them: exit code, and what they print.
#include <fcntl.h>
#include <simdjson.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/base.h"
#include "cli/cli.h"
#include "fuzz/checks.h"

namespace copydesk {
namespace {

// A file that is memory, and the path under which it can be opened.
class MemoryFile {
 public:
  MemoryFile() : file_(::memfd_create("copydesk-fuzz", 0)) { CD_CHECK(file_ >= 0); }
  ~MemoryFile() { ::close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  void write(std::string_view bytes) const {
    CD_CHECK(::write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  std::string read() const {
    std::string bytes(static_cast<size_t>(::lseek(file_, 0, SEEK_END)), '\0');
    CD_CHECK(::pread(file_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    return bytes;
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }
  int descriptor() const { return file_; }

 private:
  int file_;
};

// What a command prints to standard output, and its exit code.
struct Printed {
  int code = 0;
  std::string text;
  friend bool operator==(const Printed&, const Printed&) = default;
};

Printed run(const std::vector<std::string>& words) {
  const MemoryFile out;
  const int kept = ::dup(STDOUT_FILENO);
  CD_CHECK(kept >= 0 && ::dup2(out.descriptor(), STDOUT_FILENO) >= 0);
  Printed printed;
  printed.code = run_command_line(words);
  CD_CHECK(::dup2(kept, STDOUT_FILENO) >= 0);
  ::close(kept);
  printed.text = out.read();
  return printed;
}

enum class Prints : uint8_t { kText, kLines, kRecord, kPage };
struct Way {
  std::vector<std::string> words;
  Prints prints;
};

const std::vector<Way>& ways() {
  static const std::vector<Way> kWays = {
      {{"explain"}, Prints::kText},
      {{"explain", "--favor", "recall", "--color", "never"}, Prints::kText},
      {{"check"}, Prints::kText},
      {{"check", "--json"}, Prints::kLines},
      {{"show", "decode"}, Prints::kPage},
      {{"show", "tokens"}, Prints::kPage},
      {{"show", "tree"}, Prints::kPage},
      {{"show", "tree", "--fragment", "td", "--scripting", "on"}, Prints::kPage},
      {{"show", "blocks"}, Prints::kLines},
      {{"show", "features"}, Prints::kPage},
      {{"show", "story"}, Prints::kRecord},
      {{"show", "story", "--charset", "windows-1252"}, Prints::kRecord},
  };
  return kWays;
}

bool is_json(std::string_view text) {
  simdjson::dom::parser parser;
  return !parser.parse(simdjson::padded_string(text)).error();
}

// Nothing that moves a cursor or changes a color: no control characters but line ends.
bool is_quiet(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if ((c < 0x20 && c != '\n') || (c >= 0x7F && c <= 0x9F)) return false;
  }
  return true;
}

}  // namespace

void check_commands(std::string_view bytes) {
  const unsigned choice = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.back());
  const Way& way = ways()[choice % ways().size()];
  const MemoryFile page;
  page.write(bytes);
  std::vector<std::string> words = way.words;
  words.insert(words.end(), {"--no-config", page.path()});
  const Printed printed = run(words);
  CD_CHECK(printed.code == 0 || printed.code == 3 || printed.code == 4);
  CD_CHECK(is_valid_utf8(printed.text));
  if (way.prints == Prints::kText) CD_CHECK(is_quiet(printed.text));
  if (way.prints == Prints::kRecord) CD_CHECK(printed.code != 0 || is_json(printed.text));
  if (way.prints == Prints::kLines)
    for (std::string_view rest = printed.text; !rest.empty();) {
      const size_t end = rest.find('\n');
      CD_CHECK(end != std::string_view::npos && is_json(rest.substr(0, end)));
      rest.remove_prefix(end + 1);
    }
  CD_CHECK(run(words) == printed);
}

}  // namespace copydesk
