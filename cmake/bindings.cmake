# The shared library libcopydesk, its installation and its tests; with COPYDESK_WHEEL what goes into the Python wheel.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
option(COPYDESK_WHEEL "Install the shared library only, into the Python package" OFF)

target_compile_definitions(copydesk_bindings PRIVATE COPYDESK_VERSION="${PROJECT_VERSION}")
add_library(copydesk_shared SHARED $<TARGET_OBJECTS:copydesk_bindings>)
target_link_libraries(copydesk_shared PRIVATE copydesk_bindings)
if(NOT COPYDESK_SANITIZE)  # the sanitizers' symbols come with the program
  target_link_options(copydesk_shared PRIVATE -Wl,--no-undefined)
endif()
target_link_options(copydesk_shared PRIVATE -Wl,--gc-sections "-Wl,--version-script=${CMAKE_SOURCE_DIR}/bindings/exports.map")
set_target_properties(copydesk_shared PROPERTIES OUTPUT_NAME copydesk EXPORT_NAME copydesk VERSION "${PROJECT_VERSION}"
                      SOVERSION 0 LINK_DEPENDS "${CMAKE_SOURCE_DIR}/bindings/exports.map")
target_include_directories(copydesk_shared PUBLIC "$<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/bindings>"
                           "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")

if(COPYDESK_WHEEL)
  # One file without version links, found beside the package's Python files.
  set_target_properties(copydesk_shared PROPERTIES VERSION "" SOVERSION "" NO_SONAME ON)
  target_link_options(copydesk_shared PRIVATE -static-libstdc++ -static-libgcc -s)
  install(TARGETS copydesk_shared LIBRARY DESTINATION copydesk COMPONENT wheel)
else()
  install(TARGETS copydesk_shared EXPORT copydeskTargets)
  install(FILES bindings/copydesk.h bindings/copydesk.hpp DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(EXPORT copydeskTargets NAMESPACE copydesk:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/copydesk")
  write_basic_package_version_file("${CMAKE_BINARY_DIR}/copydeskConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
  install(FILES bindings/copydeskConfig.cmake "${CMAKE_BINARY_DIR}/copydeskConfigVersion.cmake"
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/copydesk")
  # Seen from the file itself, so that it holds wherever --prefix or a package puts it.
  file(RELATIVE_PATH copydesk_pc_to_prefix "/p/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/p")
  configure_file(bindings/copydesk.pc.in copydesk.pc @ONLY)
  install(FILES "${CMAKE_BINARY_DIR}/copydesk.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endif()

if(COPYDESK_TESTS)
  add_executable(test_c_api tests/bindings/c_api_test.c)
  add_executable(test_cpp_api tests/bindings/api/cpp_api_test.cpp tests/main.cpp)
  add_executable(extract_page examples/extract_page.cpp)
  foreach(program IN ITEMS test_c_api test_cpp_api extract_page)
    target_link_libraries(${program} PRIVATE copydesk_shared)
  endforeach()
  target_link_libraries(test_c_api PRIVATE Threads::Threads)
  add_test(NAME c_api COMMAND test_c_api "${CMAKE_SOURCE_DIR}/examples/pages")
  add_test(NAME cpp_api COMMAND test_cpp_api WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  add_test(NAME cpp_example COMMAND extract_page "${CMAKE_SOURCE_DIR}/examples/pages/wire.html")
  add_test(NAME c_api_install COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tests/bindings/install_test.py"
           "${CMAKE_BINARY_DIR}")
  # The package on this build's library; what needs other packages runs where `make test-python` has put them.
  if(NOT COPYDESK_SANITIZE)  # Python is no program with a sanitizer
    foreach(which IN ITEMS core with)
      add_test(NAME python_${which} COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tests/python/run_in_build.py"
               $<TARGET_FILE:copydesk_shared> ${which})
      set_tests_properties(python_${which} PROPERTIES SKIP_RETURN_CODE 77)
    endforeach()
  endif()
endif()
