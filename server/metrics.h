// metrics.h: counters of the requests. For server/ only.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace copydesk {

/// The name a path is counted under: routes are few whatever is asked for.
std::string_view route_of(std::string_view path);

/// Requests by route and status, with the time they took.
/// Threads: safe.
class Metrics {
 public:
  void count(std::string_view route, int status, double seconds);
  void append(std::string& out) const;

 private:
  // Seconds; from what a person does not notice to what nobody waits for.
  static constexpr std::array<double, 9> kBounds = {0.005, 0.01, 0.025, 0.05, 0.1,
                                                    0.25,  0.5,  1,     10};
  struct Route {
    std::map<int, uint64_t> statuses;
    std::array<uint64_t, kBounds.size()> within{};
    double seconds = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Route> routes_;
};

}  // namespace copydesk
