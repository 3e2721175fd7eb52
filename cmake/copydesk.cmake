# Functions that make a module, its test program and the command-line program from the folders of the project.

add_library(copydesk_flags INTERFACE)
target_include_directories(copydesk_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_link_options(copydesk_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
target_compile_options(copydesk_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion)
# Position-independent code is for the shared library alone, and nothing replaces our functions there: without this,
# g++ inlines none that another file could call.
target_compile_options(copydesk_flags INTERFACE -fno-semantic-interposition)
# A product and a sum in one step would give other bits on processors that have such a step.
target_compile_options(copydesk_flags INTERFACE -ffp-contract=off)
# g++ 12 sees overlapping copies in "literal" + std::string where there are none (its bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(copydesk_flags INTERFACE -Wno-restrict)
endif()
# What turns a hole into the end of a worker process instead of a way in; the sanitizers bring their own. For all code
# but html/, where guarded stacks cost the parser a seventh of its speed (make bench-html), and which keeps no buffer on
# the stack. Everywhere else they cost 0.4 % of the instructions of the whole way (callgrind over 40 pages of wcxb-dev).
add_library(copydesk_guards INTERFACE)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(copydesk_guards INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
                         -fstack-clash-protection)
endif()
if(COPYDESK_SANITIZE)
  target_compile_options(copydesk_flags INTERFACE -fsanitize=${COPYDESK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(copydesk_flags INTERFACE -fsanitize=${COPYDESK_SANITIZE})
  # Places outside of strings and vectors, of which the sanitizers see only those that lie in no other object.
  target_compile_definitions(copydesk_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(COPYDESK_FUZZ)
  target_compile_options(copydesk_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(COPYDESK_CCACHE ccache)
if(COPYDESK_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${COPYDESK_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${COPYDESK_CCACHE}")
endif()

# copydesk_module(NAME USES folder... LIBS name...): library copydesk_NAME of NAME/*.cpp (a folder without sources is
# an interface), and, if tests/NAME/*.cpp exist, the test program test_NAME.
function(copydesk_module name)
  cmake_parse_arguments(M "" "" "USES;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${name}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  list(TRANSFORM M_USES PREPEND copydesk_)
  list(TRANSFORM M_LIBS PREPEND copydesk_lib_)
  if(sources)
    add_library(copydesk_${name} STATIC ${sources})
    target_link_libraries(copydesk_${name} PUBLIC copydesk_flags ${M_USES} PRIVATE ${M_LIBS})
    if(NOT name STREQUAL "html")
      target_link_libraries(copydesk_${name} PRIVATE copydesk_guards)
    endif()
  else()
    add_library(copydesk_${name} INTERFACE)
    target_link_libraries(copydesk_${name} INTERFACE copydesk_flags ${M_USES})
  endif()
  file(GLOB tests CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${name}/*.cpp")
  if(tests AND COPYDESK_TESTS)
    add_executable(test_${name} ${tests} "${CMAKE_SOURCE_DIR}/tests/main.cpp")
    target_link_libraries(test_${name} PRIVATE copydesk_${name} ${M_LIBS})
    target_compile_definitions(test_${name} PRIVATE COPYDESK_SHARED_DIR="${COPYDESK_SHARED_DIR}"
                               COPYDESK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  endif()
endfunction()

# copydesk_program(NAME MAIN file MODULE folder): the program NAME in the root of the build folder.
function(copydesk_program name)
  cmake_parse_arguments(P "" "MAIN;MODULE" "" ${ARGN})
  if(EXISTS "${CMAKE_SOURCE_DIR}/${P_MAIN}")
    add_executable(${name} "${CMAKE_SOURCE_DIR}/${P_MAIN}")
    target_link_libraries(${name} PRIVATE copydesk_${P_MODULE})
    target_compile_definitions(copydesk_${P_MODULE} PRIVATE COPYDESK_VERSION="${PROJECT_VERSION}")
    install(TARGETS ${name})
    copydesk_manual(${name})
  endif()
endfunction()

# copydesk_manual(NAME): the man page and the completions that the program prints, in the build folder and installed.
function(copydesk_manual name)
  include(GNUInstallDirs)
  set(made "${CMAKE_BINARY_DIR}/${name}.1")
  add_custom_command(OUTPUT "${made}" DEPENDS ${name} VERBATIM
                     COMMAND ${name} help --man > "${made}")
  install(FILES "${made}" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  foreach(shell IN ITEMS bash zsh fish)
    set(script "${CMAKE_BINARY_DIR}/completions/${name}.${shell}")
    add_custom_command(OUTPUT "${script}" DEPENDS ${name} VERBATIM
                       COMMAND ${CMAKE_COMMAND} -E make_directory "${CMAKE_BINARY_DIR}/completions"
                       COMMAND ${name} completions ${shell} > "${script}")
    list(APPEND made "${script}")
  endforeach()
  add_custom_target(${name}_manual ALL DEPENDS ${made})
  install(FILES "${CMAKE_BINARY_DIR}/completions/${name}.bash" RENAME ${name}
          DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
  install(FILES "${CMAKE_BINARY_DIR}/completions/${name}.zsh" RENAME _${name}
          DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
  install(FILES "${CMAKE_BINARY_DIR}/completions/${name}.fish" RENAME ${name}.fish
          DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
endfunction()

# copydesk_script_test(NAME script words...): runs a Python script of tests/ with these words and the path of the built program in its environment.
function(copydesk_script_test name script)
  if(COPYDESK_TESTS)
    add_test(NAME ${name} COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/${script}" ${ARGN} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 ENVIRONMENT
                         "COPYDESK_BINARY=${CMAKE_BINARY_DIR}/copydesk;COPYDESK_SHARED_DIR=${COPYDESK_SHARED_DIR}")
  endif()
endfunction()

find_package(Python3 REQUIRED COMPONENTS Interpreter)
# copydesk_benchmark(NAME MODULE folder LIBS name...): the program NAME from bench/NAME.cpp, with COPYDESK_BENCH only.
option(COPYDESK_BENCH "Build the benchmarks of bench/" OFF)
function(copydesk_benchmark name)
  cmake_parse_arguments(B "" "MODULE" "LIBS" ${ARGN})
  if(COPYDESK_BENCH)
    find_package(benchmark REQUIRED)
    list(TRANSFORM B_LIBS PREPEND copydesk_lib_)
    add_executable(${name} bench/${name}.cpp)
    target_link_libraries(${name} PRIVATE copydesk_${B_MODULE} ${B_LIBS} benchmark::benchmark)
    target_compile_definitions(${name} PRIVATE COPYDESK_SHARED_DIR="${COPYDESK_SHARED_DIR}")
  endif()
endfunction()

enable_testing()
