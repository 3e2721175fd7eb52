# Programs that only tests need: what hostile pages cost, and what happens when a page breaks the program.

# The program with a crash, a loop and a flood built into the reading of pages that ask for it.
if(COPYDESK_TESTS)
  add_executable(copydesk_faulty cli/main.cpp tests/robust/faulty_story.cpp)
  target_link_libraries(copydesk_faulty PRIVATE copydesk_cli)
  target_link_options(copydesk_faulty PRIVATE "-Wl,--wrap=_ZN8copydesk10read_storyERKNS_4PageERKNS_12StoryOptionsE")
endif()
