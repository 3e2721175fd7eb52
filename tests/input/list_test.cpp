// list_test.cpp: paths as typed -> inputs.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "input/input.h"

using namespace copydesk;
namespace fs = std::filesystem;

namespace {

// A folder of its own for each test, removed afterwards.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("copydesk_list_" + std::to_string(::getpid()));
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  std::string file(const std::string& name, const std::string& content = "x") const {
    fs::create_directories((path / name).parent_path());
    CHECK(write_file_atomically(path / name, content).is_ok());
    return path / name;
  }
};

}  // namespace

TEST_CASE("a folder gives its files in byte order, without hidden ones, pictures and scripts") {
  const Folder folder;
  const std::string b = folder.file("b.html"), z = folder.file("a/z.txt"),
                    w = folder.file("Z.warc.gz");
  folder.file(".hidden/x.html");
  folder.file("b_files/style.css");
  folder.file("b_files/photo.JPG");
  folder.file("desktop.ini");
  folder.file("A page.url", "[InternetShortcut]");
  folder.file("minutes.docx");
  folder.file("wget.log");
  const InputList list = expand_inputs({folder.path});
  CHECK(list.paths == std::vector<std::string>{w, z, b});
  CHECK(list.errors.empty());
}

TEST_CASE("what a browser saved beside a page as its files is part of it and no input") {
  const Folder folder;
  const std::string a = folder.file("a.html"), b = folder.file("b.htm"),
                    c = folder.file("c_files/frame.html"), d = folder.file("a_pages/d.html"),
                    frame = folder.file("a_files/frame.html");
  folder.file("b-Dateien/saved_resource.html");
  folder.file("b.files/header.htm");
  folder.file("a_files/deeper/frame.html");
  folder.file("c_files/site.js.download");
  CHECK(expand_inputs({folder.path}).paths == std::vector<std::string>{a, d, b, c});
  CHECK(expand_inputs({frame}).paths == std::vector<std::string>{frame});
  CHECK(expand_inputs({folder.path / "a*"}).paths == std::vector<std::string>{a, d});
  CHECK(expand_inputs({a, folder.path / "a_files"}).paths == std::vector<std::string>{a});
  CHECK(expand_inputs({folder.path / "c_files"}).paths == std::vector<std::string>{c});
}

TEST_CASE("links that make a loop end, and a file named twice is read once") {
  const Folder folder;
  const std::string a = folder.file("one/a.html");
  fs::create_directory_symlink(folder.path, folder.path / "one" / "loop");
  CHECK(expand_inputs({folder.path, a}).paths == std::vector<std::string>{a});
}

TEST_CASE("a link from a folder to one that it lies in is not followed; others are") {
  const Folder folder;
  const std::string a = folder.file("one/a.html"), b = folder.file("two/b.html");
  fs::create_directory_symlink("..", folder.path / "one" / "up");
  fs::create_directory_symlink("/", folder.path / "one" / "root");
  CHECK(expand_inputs({folder.path / "one"}).paths == std::vector<std::string>{a});
  CHECK(expand_inputs({folder.path / "one", folder.path / "one" / ".."}).paths.size() == 2);
  fs::create_directory_symlink("../two", folder.path / "one" / "beside");
  CHECK(expand_inputs({folder.path / "one"}).paths ==
        std::vector<std::string>{a, folder.path / "one/beside/b.html"});
}

TEST_CASE("a pattern gives what matches it, sorted; a file of that very name wins") {
  const Folder folder;
  const std::string a = folder.file("a1.html"), b = folder.file("a2.html");
  const std::string odd = folder.file("a[1].html");
  CHECK(expand_inputs({folder.path / "a?.html"}).paths == std::vector<std::string>{a, b});
  CHECK(expand_inputs({odd}).paths == std::vector<std::string>{odd});
}

TEST_CASE("a pipe in a folder is an error that names it; by its own name it is an input") {
  const Folder folder;
  const std::string a = folder.file("a.html"), pipe = folder.path / "pipe.html";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const InputList list = expand_inputs({folder.path});
  CHECK(list.paths == std::vector<std::string>{a});
  REQUIRE(list.errors.size() == 1);
  CHECK(list.errors[0].code == ErrorCode::kUnsupported);
  CHECK(list.errors[0].detail == pipe + ": this is not a file");
  CHECK(expand_inputs({pipe}).paths == std::vector<std::string>{pipe});
}

TEST_CASE("what is missing is an error that names the path, and the rest is read") {
  const Folder folder;
  const std::string a = folder.file("a.html");
  const InputList list =
      expand_inputs({folder.path / "no.html", a, folder.path / "*.none", "-", "-"});
  CHECK(list.paths == std::vector<std::string>{a, "-"});
  REQUIRE(list.errors.size() == 2);
  CHECK(list.errors[0].code == ErrorCode::kNotFound);
  CHECK(list.errors[0].detail.find("no.html") != std::string::npos);
  CHECK(list.errors[1].detail.find("*.none") != std::string::npos);
}

TEST_CASE("reading a missing file is an error, and check_input makes it a loss") {
  CHECK(PageReader::open("/no/such/file.html").error().code == ErrorCode::kNotFound);
  CHECK(check_input("/no/such/file.html").losses.at(0).code == ErrorCode::kNotFound);
  CHECK(read_first_page("/").error().code == ErrorCode::kUnreadable);
}

TEST_CASE("what Copydesk is writing beside its inputs is none of them") {
  const Folder folder;
  const std::string a = folder.file("a.html"), b = folder.file("a.html.partial-x"),
                    c = folder.file("b.partial-");
  const std::string own = folder.file("e.jsonl.partial-4711");
  folder.file("f.md.partial-4711-3");  // of a story of its own
  CHECK(expand_inputs({folder.path}).paths == std::vector<std::string>{a, b, c});
  CHECK(expand_inputs({folder.path / "*"}).paths == std::vector<std::string>{a, b, c});
  CHECK(expand_inputs({own}).paths == std::vector<std::string>{own});
}

TEST_CASE("what Copydesk has made of the pages of a folder is none of them") {
  const Folder folder;
  const std::string a = folder.file("a.html"), b = folder.file("story-writer");
  for (const char* name : {"news.db", "news.db-wal", "news.db-shm", "news.db-writer", "out.jsonl",
                           "out.jsonl.partial", "book.epub", "t.parquet"})
    folder.file(name);
  const std::string archive = folder.file("news"), log = folder.file("news-wal");
  CHECK(expand_inputs({folder.path}).paths == std::vector<std::string>{a, archive, b});
  CHECK(expand_inputs({log}).paths == std::vector<std::string>{log});
}
