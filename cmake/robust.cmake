# Programs that only tests need: what hostile pages cost, and what happens when a page breaks the program.

# The program with a crash, a loop and a flood built into the reading of pages that ask for it.
if(COPYDESK_TESTS)
  add_executable(copydesk_faulty cli/main.cpp tests/robust/faulty_story.cpp)
  target_link_libraries(copydesk_faulty PRIVATE copydesk_cli)
  target_link_options(copydesk_faulty PRIVATE "-Wl,--wrap=_ZN8copydesk10read_storyERKNS_4PageERKNS_12StoryOptionsE")
endif()

# A library for LD_PRELOAD that makes calls of the system fail; sanitizers bring an allocator of their own.
if(COPYDESK_TESTS AND NOT COPYDESK_SANITIZE)
  add_library(copydesk_faults MODULE tests/robust/faults_preload.c)
  target_link_libraries(copydesk_faults PRIVATE ${CMAKE_DL_LIBS})
  set_target_properties(copydesk_faults PROPERTIES C_STANDARD 11)
endif()

# How time and memory of every stage grow over hostile shapes: `make growth`, and a short form that noise cannot fail.
if(COPYDESK_TESTS AND NOT COPYDESK_SANITIZE)
  file(GLOB growth_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/growth/*.cpp")
  add_executable(growth ${growth_sources})
  target_link_libraries(growth PRIVATE copydesk_cli)
  add_test(NAME growth_short COMMAND growth --short)
endif()

# What the way to the chosen blocks asks of the heap; sanitizers bring an allocator of their own.
if(COPYDESK_TESTS AND NOT COPYDESK_SANITIZE)
  add_executable(test_allocations tests/allocations/allocations_test.cpp tests/main.cpp)
  target_link_libraries(test_allocations PRIVATE copydesk_blocks)
  add_test(NAME allocations COMMAND test_allocations)
endif()
