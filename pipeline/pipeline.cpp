// pipeline.cpp: InputList -> results, in order.
// One thread reads pages and numbers them; workers turn them into stories; whoever finishes the
// next number delivers it and all that wait behind it. Three bounds keep memory flat: the pages in
// flight by number and by bytes, and the queue, which is part of them. Method: own; a reorder
// buffer behind a work queue. Not here: what a page holds (story/), where results go (the caller's
// `deliver`).
#include "pipeline/pipeline.h"

#include <sched.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <new>
#include <thread>

#include "pipeline/isolated.h"
#include "pipeline/waiting_input.h"

namespace copydesk {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

Reject reject_of(std::string path, const Error& error) {
  std::string detail = detail_without_path(error, path);
  return {std::move(path), error.where_bytes, {}, error.code, std::move(detail)};
}

// The list of inputs names the path in front of the reason: "a.html: No such file or directory".
Reject reject_of(const Error& list_error) {
  const std::string& detail = list_error.detail;
  const size_t colon = detail.rfind(": ");
  if (colon == std::string::npos) return reject_of(detail, list_error);
  return {detail.substr(0, colon), 0, {}, list_error.code, detail.substr(colon + 2)};
}

Reject reject_of(const Page& page, ErrorCode code, std::string detail) {
  return {page.source.path, page.source.offset, page.url, code, std::move(detail)};
}

Reject reject_of(const std::string& path, const Loss& loss) {
  std::string detail = loss.detail;
  if (loss.length > 0)
    detail.append(" (").append(std::to_string(loss.length)).append(" bytes lost)");
  return {path, loss.offset, loss.url, loss.code, std::move(detail)};
}

// What `make` gives; where there is no memory for it the page is a reject.
template <typename Make>
Result<void> or_reject(PageResult& result, Make make) {
  try {
    return make();
  } catch (const std::bad_alloc&) {
    result.story.reset();
    result.output.clear();
    result.reject =
        reject_of(result.page, ErrorCode::kTooLarge, "out of memory while reading this page");
    return {};
  }
}

/// The line itself. Invariants under mutex_: next_ <= numbers in finished_ and jobs_ < numbered_;
/// in_flight_bytes_ is the sum over all results numbered and not yet delivered.
class Line {
 public:
  Line(const InputList& inputs, const RunOptions& options, const Prepare& prepare,
       const Deliver& deliver)
      : inputs_(inputs), options_(options), prepare_(prepare), deliver_(deliver) {}

  RunSummary run();

 private:
  struct Job {
    uint64_t number = 0;
    size_t bytes = 0;
    PageResult result;
    bool is_page = false;  // else a reject that only keeps its place in the order
  };

  // The reading thread.
  void read();
  void read_all();
  void count_input();
  void read_input(const std::string& path);
  void read_pages(PageReader& reader, const std::string& path);
  uint64_t put_losses(const InputReport& report, size_t& losses_seen);
  void put_end_of_input(const InputReport& report, const std::string& path, bool has_result);
  void put_reject(Reject reject);
  void put(Job job);
  bool has_room_for(size_t bytes, uint64_t window) const;
  bool has_room_again() const {
    return waits_for_bytes_ && has_room_for(*waits_for_bytes_, window_ / 2);
  }
  bool is_stopping() const {
    return is_cancelled_.load() || (options_.stop && options_.stop->load());
  }

  // The workers.
  void work(unsigned who);
  void work_all();
  void work_with(Crew::Worker& worker);
  enum class Wait : bool { kNo, kYes };
  void hand_over(Crew::Worker& worker, std::deque<Job>& asked, Wait wait);
  void give_up();
  bool take(Job& job, Wait wait);
  bool is_to_be_read(Job& job) const;
  Result<void> make_result(Job& job);
  PageWork read_page(PageResult& result) const;
  Result<void> take_answer(Crew::Worker& worker, PageResult& result);
  Result<void> prepare(PageResult& result) const {
    return prepare_ ? prepare_(result) : Result<void>();
  }
  Result<void> prepared_by(PageWork work);
  void finish(Job job, Result<void> prepared);
  void count(const Job& job);
  Result<void> call_deliver(PageResult& result);
  void deliver_one(Job& job, std::unique_lock<std::mutex>& lock);

  void wait_and_report();
  void start_crew(unsigned jobs);

  const InputList& inputs_;
  const RunOptions& options_;
  const Prepare& prepare_;
  const Deliver& deliver_;
  const Clock::time_point begin_ = Clock::now();

  std::mutex mutex_;
  std::condition_variable has_job_, has_room_, has_ended_;
  std::deque<Job> jobs_;
  std::map<uint64_t, std::pair<Job, Result<void>>> finished_;
  uint64_t numbered_ = 0;  // the next number to give
  uint64_t next_ = 0;      // the next number to deliver
  size_t in_flight_bytes_ = 0;
  std::optional<size_t> waits_for_bytes_;  // of the page for which there was no room
  size_t waiting_ = 0;                     // threads without a job
  unsigned workers_ = 0;                   // still running
  uint64_t window_ = 0;                    // results in flight
  bool is_delivering_ = false;
  bool has_read_all_ = false;
  std::atomic<bool> is_cancelled_{false};  // the output failed, or there is no memory to go on
  std::atomic<bool> is_out_of_memory_{false};
  RunSummary summary_;
  std::unique_ptr<Crew> crew_;  // of an isolated run
};

// ---------------- reading

void Line::read() {
  try {
    read_all();
  } catch (const std::bad_alloc&) {
    give_up();
  }
  const std::lock_guard lock(mutex_);
  has_read_all_ = true;
  has_job_.notify_all();
}

void Line::read_all() {
  for (const Error& error : inputs_.errors) {
    if (is_stopping()) break;
    count_input();
    put_reject(reject_of(error));
  }
  for (const std::string& path : inputs_.paths) {
    if (is_stopping()) break;
    try {
      read_input(path);
    } catch (const std::bad_alloc&) {
      put_reject({path, 0, {}, ErrorCode::kTooLarge, "out of memory while reading"});
    }
  }
}

// Not even a reject can be written down. Allocates nothing.
void Line::give_up() {
  is_out_of_memory_ = true;
  is_cancelled_ = true;
  const std::lock_guard lock(mutex_);
  has_job_.notify_all();
  has_room_.notify_all();
}

void Line::count_input() {
  const std::lock_guard lock(mutex_);
  ++summary_.counts.inputs;
}

void Line::read_input(const std::string& path) {
  count_input();
  const auto stops = [this] { return is_stopping(); };
  if (path == "-" || is_waiting_input(path)) {
    Result<std::unique_ptr<ByteSource>> source =
        path == "-" ? Result(standard_input(stops)) : open_waiting_input(path, stops);
    if (!source.is_ok()) return put_reject(reject_of(path, source.error()));
    PageReader reader = PageReader::over(std::move(source.value()), path, options_.limits);
    return read_pages(reader, path);
  }
  Result<PageReader> reader = PageReader::open(path, options_.limits);
  if (!reader.is_ok()) return put_reject(reject_of(path, reader.error()));
  read_pages(reader.value(), path);
}

void Line::read_pages(PageReader& reader, const std::string& path) {
  size_t losses_seen = 0;
  uint64_t bytes_seen = 0;
  bool has_result = false;
  while (!is_stopping()) {
    Result<std::optional<Page>> next = reader.next();
    {
      const std::lock_guard lock(mutex_);
      summary_.counts.bytes += reader.report().bytes - bytes_seen;
      bytes_seen = reader.report().bytes;
    }
    if (is_stopping()) return;
    has_result |= put_losses(reader.report(), losses_seen) > 0;
    if (!next.is_ok()) {
      put_end_of_input(reader.report(), path, true);
      return put_reject(reject_of(path, next.error()));
    }
    if (!next.value()) return put_end_of_input(reader.report(), path, has_result);
    has_result = true;
    Job job;
    job.is_page = true;
    job.result.page = std::move(*next.value());
    if (!options_.url.empty()) take_address(job.result.page, options_.url);
    put(std::move(job));
  }
}

uint64_t Line::put_losses(const InputReport& report, size_t& losses_seen) {
  const size_t first = losses_seen;
  for (; losses_seen < report.losses.size(); ++losses_seen)
    put_reject(reject_of(report.path, report.losses[losses_seen]));
  return losses_seen - first;
}

void Line::put_end_of_input(const InputReport& report, const std::string& path, bool has_result) {
  if (report.more_losses > 0)
    put_reject({path,
                0,
                {},
                ErrorCode::kDamaged,
                std::to_string(report.more_losses) + " more losses of the same file"});
  if (!has_result) put_reject({path, 0, {}, ErrorCode::kEmpty, "no page in it"});
  const std::lock_guard lock(mutex_);
  summary_.counts.skipped += report.skipped;
}

void Line::put_reject(Reject reject) {
  Job job;
  job.result.reject = std::move(reject);
  put(std::move(job));
}

void Line::put(Job job) {
  job.bytes = job.result.page.text.size();
  std::unique_lock lock(mutex_);
  if (!has_room_for(job.bytes, window_)) {
    // Once it has to wait it waits for half of the room, and reads many pages then: on one core
    // each turn from thread to thread costs as much as the copy of a page.
    waits_for_bytes_ = job.bytes;
    has_room_.wait(lock, [&] { return has_room_again() || is_cancelled_.load(); });
    waits_for_bytes_.reset();
  }
  if (is_cancelled_.load()) return;
  job.number = numbered_++;
  in_flight_bytes_ += job.bytes;
  jobs_.push_back(std::move(job));
  has_job_.notify_one();
}

bool Line::has_room_for(size_t bytes, uint64_t window) const {
  return numbered_ == next_ ||
         (numbered_ - next_ < window && in_flight_bytes_ + bytes <= options_.pages_in_flight_bytes);
}

// ---------------- working

// On a core that both share the worker process comes first, and this thread has its turn when both
// requests are answered: a third of the turns from one to the other.
void let_workers_go_first() {
  const sched_param none{};
  ::sched_setscheduler(0, SCHED_BATCH,
                       &none);  // of this thread; where it is refused no harm is done
}

void Line::work(unsigned who) {
  try {
    if (crew_) {
      let_workers_go_first();
      work_with(crew_->worker(who));
    } else {
      work_all();
    }
  } catch (const std::bad_alloc&) {
    give_up();
  }
  const std::lock_guard lock(mutex_);
  --workers_;
  has_ended_.notify_all();
}

void Line::work_all() {
  Job job;
  while (take(job, Wait::kYes)) {
    Result<void> prepared = or_reject(job.result, [&] { return make_result(job); });
    finish(std::move(job), std::move(prepared));
    job = Job{};
  }
}

// While the worker process is at work on one page the next one lies ready for it, so that it need
// not wait while an answer is looked at, put into the order and delivered.
void Line::work_with(Crew::Worker& worker) {
  std::deque<Job> asked;  // oldest first
  while (true) {
    hand_over(worker, asked, Wait::kYes);
    if (asked.empty()) return;
    PageResult& oldest = asked.front().result;
    Result<void> prepared = or_reject(oldest, [&] { return take_answer(worker, oldest); });
    Job job = std::move(asked.front());
    asked.pop_front();
    hand_over(worker, asked, Wait::kNo);
    finish(std::move(job), std::move(prepared));
  }
}

// Waits for the first page only.
void Line::hand_over(Crew::Worker& worker, std::deque<Job>& asked, Wait wait) {
  Job job;
  while (worker.has_room() && take(job, asked.empty() ? wait : Wait::kNo)) {
    bool is_asked = false;
    Result<void> prepared = or_reject(job.result, [&] {
      if (!is_to_be_read(job)) return prepare(job.result);
      std::string head = page_head(job.result.page);
      asked.push_back(std::move(job));
      worker.hand(std::move(head), asked.back().result.page.text);
      is_asked = true;
      return Result<void>();
    });
    if (!is_asked) finish(std::move(job), std::move(prepared));
    job = Job{};
  }
}

// A job that those who wait for one will take is left to them.
bool Line::take(Job& job, Wait wait) {
  std::unique_lock lock(mutex_);
  if (wait == Wait::kNo && jobs_.size() <= waiting_) return false;
  ++waiting_;
  has_job_.wait(lock, [&] { return !jobs_.empty() || has_read_all_ || is_cancelled_.load(); });
  --waiting_;
  if (jobs_.empty() || is_stopping()) return false;
  job = std::move(jobs_.front());
  jobs_.pop_front();
  return true;
}

bool Line::is_to_be_read(Job& job) const {
  PageResult& result = job.result;
  result.is_passed_over = job.is_page && options_.wants && !options_.wants(result.page);
  return job.is_page && !result.is_passed_over;
}

Result<void> Line::make_result(Job& job) {
  return is_to_be_read(job) ? prepared_by(read_page(job.result)) : prepare(job.result);
}

// Runs in a worker process too: it uses nothing of the line that changes.
PageWork Line::read_page(PageResult& result) const {
  const Clock::time_point begin = Clock::now();
  result.story = read_story(result.page, options_.story);
  if (!tells_story(*result.story)) {
    result.story.reset();
    result.reject = reject_of(result.page, ErrorCode::kEmpty, "no story in this page");
  }
  PageWork work;
  work.is_slow = seconds_since(begin) > options_.slow_seconds;
  work.prepared = prepare(result);
  return work;
}

Result<void> Line::take_answer(Crew::Worker& worker, PageResult& result) {
  Result<std::string> answer = worker.take_answer();
  if (answer.is_ok()) return prepared_by(read_answer(std::move(answer.value()), result));
  result.reject = reject_of(result.page, answer.error().code, answer.error().detail);
  return prepare(result);
}

Result<void> Line::prepared_by(PageWork work) {
  if (work.is_slow) {
    const std::lock_guard lock(mutex_);
    ++summary_.counts.slow;
  }
  return std::move(work.prepared);
}

void Line::finish(Job job, Result<void> prepared) {
  std::unique_lock lock(mutex_);
  const uint64_t number = job.number;
  finished_.emplace(number, std::pair(std::move(job), std::move(prepared)));
  if (is_delivering_) return;  // the thread that delivers takes it when its turn comes
  is_delivering_ = true;
  for (auto turn = finished_.find(next_); turn != finished_.end() && !is_cancelled_.load();
       turn = finished_.find(next_)) {
    auto [ready, ready_prepared] = std::move(turn->second);
    finished_.erase(turn);
    if (!ready_prepared.is_ok()) {
      summary_.output_error = ready_prepared.error();
      is_cancelled_ = true;
    } else {
      deliver_one(ready, lock);
    }
    in_flight_bytes_ -= ready.bytes;
    ++next_;
    if (has_room_again()) has_room_.notify_all();
  }
  is_delivering_ = false;
  if (!is_cancelled_.load()) return;
  has_job_.notify_all();
  has_room_.notify_all();
}

Result<void> Line::call_deliver(PageResult& result) {
  if (!deliver_) return {};
  try {
    return deliver_(result);
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::kTooLarge, 0, "out of memory while writing"};
  }
}

void Line::deliver_one(Job& job, std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  Result<void> delivered = call_deliver(job.result);
  lock.lock();
  if (delivered.is_ok()) return count(job);
  summary_.output_error = delivered.error();
  is_cancelled_ = true;
}

void Line::count(const Job& job) {
  const PageResult& result = job.result;
  if (job.is_page) ++summary_.counts.pages;
  if (result.is_passed_over)
    ++summary_.counts.passed_over;
  else if (result.story)
    ++summary_.counts.stories;
  else if (result.reject.code == ErrorCode::kEmpty)
    ++summary_.counts.empty;
  else
    ++summary_.counts.failed;
}

// ---------------- the whole

uint64_t total_size(const InputList& inputs) {
  uint64_t total = 0;
  for (const std::string& path : inputs.paths) {
    struct stat info {};
    if (path == "-" || ::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return 0;
    total += static_cast<uint64_t>(info.st_size);
  }
  return total;
}

void Line::wait_and_report() {
  constexpr auto kStep = std::chrono::milliseconds(100);
  std::unique_lock lock(mutex_);
  while (!has_ended_.wait_for(lock, kStep, [&] { return workers_ == 0; })) {
    if (!options_.on_progress) continue;
    RunCounts counts = summary_.counts;
    counts.seconds = seconds_since(begin_);
    lock.unlock();
    options_.on_progress(counts);
    lock.lock();
  }
}

// Before any thread is there. Without worker processes the pages are read here.
void Line::start_crew(unsigned jobs) {
  if (!options_.is_isolated) return;
  const auto work_on_page = [this](std::string_view request, std::string& answer) {
    PageResult result;
    result.page = page_of_request(request);
    const PageWork work = read_page(result);
    make_answer(answer, result, work);
  };
  Result<std::unique_ptr<Crew>> crew = Crew::start(jobs, work_on_page, options_.page_limits);
  if (crew.is_ok()) crew_ = std::move(crew.value());
}

RunSummary Line::run() {
  constexpr unsigned kMostJobs = 256;
  constexpr uint64_t kResultsPerJob = 16;  // enough that one slow page does not starve the others
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  const unsigned jobs = std::clamp(options_.jobs == 0 ? cores : options_.jobs, 1u, kMostJobs);
  window_ = jobs * kResultsPerJob;
  workers_ = jobs;
  summary_.counts.total_bytes = options_.on_progress ? total_size(inputs_) : 0;
  start_crew(jobs);
  std::vector<std::thread> threads;
  threads.reserve(jobs + 1);
  try {
    threads.emplace_back([this] { read(); });
    for (unsigned who = 0; who < jobs; ++who) threads.emplace_back([this, who] { work(who); });
    wait_and_report();
  } catch (const std::exception&) {  // no memory, or no thread left in the system
    give_up();
  }
  {
    const std::lock_guard lock(mutex_);
    is_cancelled_ = true;  // after a stop the reading thread may still wait for room
    has_room_.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
  if (is_out_of_memory_ && !summary_.output_error)
    summary_.output_error = Error{ErrorCode::kTooLarge, 0, "out of memory"};
  summary_.is_interrupted = options_.stop && options_.stop->load();
  summary_.counts.seconds = seconds_since(begin_);
  return summary_;
}

}  // namespace

void take_address(Page& page, const std::string& url) {
  if (page.source.kind != "html" && page.source.kind != "text") return;
  page.url = url;
  const auto is_mark = [](const Note& note) { return note.code == "saved-by"; };
  if (std::erase_if(page.notes, is_mark) > 0) page.source.fetched.clear();
}

void append_reject_json(std::string& out, const Reject& reject) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.field("path", reject.path);
  json.key("offset");
  json.number(static_cast<int64_t>(reject.offset));
  json.field("url", reject.url);
  json.field("code", error_name(reject.code));
  json.field("detail", reject.detail);
  json.end_object();
  append_repaired_utf8(out, line);  // a path is bytes, not text
  out += '\n';
}

RunSummary run_pages(const InputList& inputs, const RunOptions& options, const Prepare& prepare,
                     const Deliver& deliver) {
  return Line(inputs, options, prepare, deliver).run();
}

int exit_code(const RunSummary& summary) {
  const RunCounts& counts = summary.counts;
  if (summary.output_error) return 5;
  if (summary.is_interrupted) return 6;
  if (counts.failed > 0) return counts.stories + counts.passed_over > 0 ? 3 : 4;
  return counts.stories + counts.passed_over > 0 ? 0 : 1;
}

}  // namespace copydesk
