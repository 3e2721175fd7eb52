# Fuzz targets: fuzz/targets.cpp lists them with their checks, which are a library that unit tests use as well.
# Preset fuzz (clang with libFuzzer) makes a program of each, dev/fuzz.py runs them; the program `replay` runs them with
# any compiler for a few seconds each, or for as many as COPYDESK_FUZZ_SECONDS says: the tests fuzz_short_NAME of ctest.
set(COPYDESK_FUZZ_TARGETS html page dump input warc http inflate charset jsonld dates urls text capi archive service
                         socket commands twins)
file(GLOB fuzz_checks CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/fuzz/*.cpp")
list(FILTER fuzz_checks EXCLUDE REGEX "/(fuzz|replay)\\.cpp$")
add_library(copydesk_fuzz_checks STATIC EXCLUDE_FROM_ALL ${fuzz_checks} tests/html/check_html.cpp)
target_link_libraries(copydesk_fuzz_checks PUBLIC copydesk_bindings copydesk_cli copydesk_lib_simdjson
                      copydesk_lib_zlib copydesk_lib_zstd)

if(COPYDESK_FUZZ)
  add_custom_target(fuzz_targets)
  foreach(target IN LISTS COPYDESK_FUZZ_TARGETS)
    add_executable(fuzz_${target} fuzz/fuzz.cpp)
    target_compile_definitions(fuzz_${target} PRIVATE COPYDESK_FUZZ_TARGET="${target}")
    target_link_libraries(fuzz_${target} PRIVATE copydesk_fuzz_checks)
    target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzz_targets fuzz_${target})
  endforeach()
endif()

if(COPYDESK_TESTS)
  add_executable(test_fuzz tests/fuzz/checks_test.cpp tests/fuzz/record_faults_test.cpp tests/main.cpp)
  target_link_libraries(test_fuzz PRIVATE copydesk_fuzz_checks)
  target_compile_definitions(test_fuzz PRIVATE COPYDESK_SHARED_DIR="${COPYDESK_SHARED_DIR}")
  add_test(NAME fuzz_checks COMMAND test_fuzz)

  # The short form of `make fuzz`: a few seconds of damaged seeds a target, always the same ones first.
  add_executable(replay fuzz/replay.cpp)
  target_link_libraries(replay PRIVATE copydesk_fuzz_checks)
  foreach(target IN LISTS COPYDESK_FUZZ_TARGETS)
    add_test(NAME fuzz_short_${target} COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/dev/fuzz.py" --short
             $<TARGET_FILE:replay> --targets ${target} --corpora "${COPYDESK_SHARED_DIR}/corpora")
  endforeach()
endif()
