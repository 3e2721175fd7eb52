// crew_test.cpp: worker processes: what a request may do to those behind it, and what fits no tray.
#include <doctest/doctest.h>
#include <signal.h>

#include <cstdlib>
#include <new>

#include "pipeline/pipeline.h"

using namespace copydesk;

namespace {

constexpr size_t kLarge = 9u << 20;  // more than a tray holds

// Those who run tests report a crash in the process that crashes; here it is to end it.
void die_of_crashes() { ::signal(SIGSEGV, SIG_DFL); }

// "die" and "loop" do so; "size N" is answered by N letters; "late" dies unless it comes first;
// anything else comes back behind the number of answers that this worker gave before.
Crew::Work faulty_work() {
  return [given = 0](std::string_view request, std::string& answer) mutable {
    die_of_crashes();
    if (request == "die" || (request == "late" && given > 0)) ::raise(SIGSEGV);
    if (request == "flood") throw std::bad_alloc();
    while (request == "loop") continue;
    if (request.starts_with("size ")) {
      answer.assign(static_cast<size_t>(std::atoll(std::string(request.substr(5)).c_str())), 'x');
    } else {
      answer.append(std::to_string(given)).append(" ").append(request);
    }
    ++given;
  };
}

std::unique_ptr<Crew> faulty_crew(unsigned count = 1) {
  Result<std::unique_ptr<Crew>> crew = Crew::start(count, faulty_work(), {.seconds = 1});
  REQUIRE(crew.is_ok());
  return std::move(crew.value());
}

// The answer, or the name of the error.
std::string taken(Crew::Worker& worker) {
  const Result<std::string> answer = worker.take_answer();
  return answer.is_ok() ? answer.value() : std::string(error_name(answer.error().code));
}

}  // namespace

TEST_CASE("two requests wait for a worker, and are answered in their order") {
  const auto crew = faulty_crew();
  Crew::Worker& worker = crew->worker(0);
  worker.hand("a", "pple");
  CHECK(worker.has_room());
  worker.hand("b", "ook");
  CHECK(!worker.has_room());
  CHECK(taken(worker) == "0 apple");
  worker.hand("", "chair");
  CHECK(taken(worker) == "1 book");
  CHECK(taken(worker) == "2 chair");
}

TEST_CASE("a request behind one that crashes is asked again and answered") {
  const auto crew = faulty_crew();
  Crew::Worker& worker = crew->worker(0);
  worker.hand("die", "");
  worker.hand("apple", "");
  CHECK(taken(worker) == "internal");
  worker.hand("book", "");
  CHECK(taken(worker) == "0 apple");
  CHECK(taken(worker) == "1 book");
}

TEST_CASE("crashes one behind the other are one error each") {
  const auto crew = faulty_crew();
  Crew::Worker& worker = crew->worker(0);
  worker.hand("apple", "");
  worker.hand("die", "");
  CHECK(taken(worker) == "0 apple");
  worker.hand("die", "");
  CHECK(taken(worker) == "internal");
  worker.hand("flood", "");
  CHECK(taken(worker) == "internal");
  worker.hand("book", "");
  CHECK(taken(worker) == "too-large");
  CHECK(taken(worker) == "0 book");
}

TEST_CASE("a request behind an endless loop is asked again and answered") {
  const auto crew = faulty_crew();
  Crew::Worker& worker = crew->worker(0);
  worker.hand("loop", "");
  worker.hand("apple", "");
  CHECK(taken(worker) == "timeout");
  CHECK(taken(worker) == "0 apple");
}

TEST_CASE("what dies only behind others is asked once more by itself") {
  const auto crew = faulty_crew();
  Crew::Worker& worker = crew->worker(0);
  worker.hand("apple", "");
  worker.hand("late", "");
  CHECK(taken(worker) == "0 apple");
  CHECK(taken(worker) == "0 late");
}

TEST_CASE("requests and answers that fit no tray come whole, behind one another too") {
  const auto crew = faulty_crew();
  Crew::Worker& worker = crew->worker(0);
  const std::string large(kLarge, 'p');
  worker.hand("size 9437184", "");
  worker.hand("", large);
  CHECK(taken(worker) == std::string(kLarge, 'x'));
  worker.hand("apple", "");
  CHECK(taken(worker) == "1 " + large);
  worker.hand("", large);
  CHECK(taken(worker) == "2 apple");
  CHECK(taken(worker) == "3 " + large);
}

TEST_CASE("a large request behind one that crashes is asked again and answered") {
  const auto crew = faulty_crew();
  Crew::Worker& worker = crew->worker(0);
  const std::string large(kLarge, 'p');
  worker.hand("die", "");
  worker.hand("", large);
  CHECK(taken(worker) == "internal");
  worker.hand("die", "");
  CHECK(taken(worker) == "0 " + large);
  CHECK(taken(worker) == "internal");
}

TEST_CASE("the sizes around those of the trays make no difference") {
  const auto crew = faulty_crew();
  Crew::Worker& worker = crew->worker(0);
  for (const size_t size : {(1u << 20) - 1, 1u << 20, (1u << 20) + 1, 4u << 20, (4u << 20) + 1}) {
    worker.hand("size " + std::to_string(size), "");
    CHECK(taken(worker).size() == size);
    const std::string page(size, 'q');
    worker.hand("", page);
    CHECK(taken(worker).substr(2) == page);
  }
}

TEST_CASE("an empty request and an empty answer are answered") {
  const auto crew = faulty_crew();
  CHECK(crew->ask("", "").value() == "0 ");
  CHECK(crew->ask("size 0", "").value().empty());
}

TEST_CASE("a worker that writes into a request that waits for it ends") {
  const Crew::Work vandal = [](std::string_view request, std::string& answer) {
    die_of_crashes();
    answer = "read";
    if (request == "write") const_cast<char&>(request[0]) = '!';
  };
  Result<std::unique_ptr<Crew>> crew = Crew::start(1, vandal, {});
  REQUIRE(crew.is_ok());
  CHECK(crew.value()->ask("look", "").value() == "read");
  const Result<std::string> answer = crew.value()->ask("write", "");
  REQUIRE(!answer.is_ok());
  CHECK(answer.error().code == ErrorCode::kInternal);
}

TEST_CASE("workers hold no more than their own trays of the memory that is shared") {
  const Crew::Work count_shared = [](std::string_view, std::string& answer) {
    Result<std::string> maps = read_file("/proc/self/smaps");
    const std::string text = maps.is_ok() ? maps.value() : "";
    size_t kilobytes = 0;
    for (size_t at = text.find("/dev/zero (deleted)"); at != std::string::npos;
         at = text.find("/dev/zero (deleted)", at + 1))
      kilobytes += std::strtoul(text.c_str() + text.find("Size:", at) + 5, nullptr, 10);
    answer = std::to_string(kilobytes);
  };
  Result<std::unique_ptr<Crew>> one = Crew::start(1, count_shared, {});
  REQUIRE(one.is_ok());
  const std::string alone = one.value()->ask("", "").value();
  CHECK(alone != "0");
  Result<std::unique_ptr<Crew>> crew = Crew::start(5, count_shared, {});
  REQUIRE(crew.is_ok());
  CHECK(crew.value()->worker(3).has_room());
  crew.value()->worker(3).hand("", "");
  // The first crew's trays are inherited as well, for it still lives.
  CHECK(crew.value()->worker(3).take_answer().value() ==
        std::to_string(2 * std::strtoul(alone.c_str(), nullptr, 10)));
}
