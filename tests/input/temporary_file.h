// temporary_file.h: bytes as a file, for tests of what only files do.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace copydesk {

/// A file that lives as long as the test.
struct TemporaryFile {
  std::string path;
  explicit TemporaryFile(std::string_view bytes) {
    path = (std::filesystem::temp_directory_path() / "copydesk-part-XXXXXX").string();
    const int descriptor = ::mkstemp(path.data());
    REQUIRE(::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(descriptor);
  }
  ~TemporaryFile() { std::filesystem::remove(path); }
};

}  // namespace copydesk
