# Fuzz targets (clang with libFuzzer): preset fuzz builds them, dev/fuzz.py runs them. The checks themselves are a
# library that a unit test uses as well.
add_library(copydesk_fuzz_checks STATIC fuzz/checks.cpp tests/html/check_html.cpp)
target_link_libraries(copydesk_fuzz_checks PUBLIC copydesk_story copydesk_output copydesk_input copydesk_html
                      copydesk_text)

if(COPYDESK_FUZZ)
  foreach(target html input page text)
    add_executable(fuzz_${target} fuzz/fuzz_${target}.cpp)
    target_link_libraries(fuzz_${target} PRIVATE copydesk_fuzz_checks)
    target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
  endforeach()
endif()

if(COPYDESK_TESTS)
  add_executable(test_fuzz tests/fuzz/checks_test.cpp tests/main.cpp)
  target_link_libraries(test_fuzz PRIVATE copydesk_fuzz_checks)
  target_compile_definitions(test_fuzz PRIVATE COPYDESK_SHARED_DIR="${COPYDESK_SHARED_DIR}")
  add_test(NAME fuzz_checks COMMAND test_fuzz)
endif()
