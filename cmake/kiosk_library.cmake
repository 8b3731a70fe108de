# The headers of the standard library that most files include, read once for all targets of one optimisation instead of once
# for each file. Folders with an optimisation of their own (full_optimisation) go without.
set(standard_headers <algorithm> <array> <atomic> <chrono> <condition_variable> <cstdint> <filesystem> <fstream>
  <functional> <iostream> <map> <memory> <mutex> <optional> <set> <span> <sstream> <string> <string_view> <thread>
  <utility> <variant> <vector>)
# Some libraries want -pthread, which defines a macro; precompiled headers can be used only where all macros are the same.
add_compile_options(-pthread)
foreach(kind libraries programs)
  add_library(standard_headers_for_${kind} OBJECT ${PROJECT_SOURCE_DIR}/cmake/standard_headers.cpp)
  # Warnings too must be the same: -Wpedantic takes a macro away.
  target_link_libraries(standard_headers_for_${kind} PRIVATE project_warnings)
  target_precompile_headers(standard_headers_for_${kind} PRIVATE ${standard_headers})
endforeach()
# Programs' own files and tests hardly compute, and compile a quarter faster without optimisation; the libraries that they
# call are optimised. (_FORTIFY_SOURCE wants an optimising compiler.)
set(no_optimisation $<$<CONFIG:RelWithDebInfo>:-O0> $<$<CONFIG:RelWithDebInfo>:-U_FORTIFY_SOURCE>)
target_compile_options(standard_headers_for_programs PRIVATE ${no_optimisation})

# kiosk_library(name SOURCES a.cpp … HEADERS a.h … DEPENDS public_libraries … USES private_libraries …)
# A library of one folder: STATIC with sources, INTERFACE without. DEPENDS is what its headers include, USES what only its
# sources include. Headers are a file set rooted at the project, so that each one is also compiled alone
# (target all_verify_interface_header_sets).
function(kiosk_library name)
  cmake_parse_arguments(PARSE_ARGV 1 lib "" "" "SOURCES;HEADERS;DEPENDS;USES")
  if(lib_SOURCES)
    add_library(${name} STATIC ${lib_SOURCES})
    target_link_libraries(${name} PUBLIC ${lib_DEPENDS} PRIVATE project_warnings ${lib_USES})
    get_directory_property(optimisation COMPILE_OPTIONS)
    if(NOT full_optimisation IN_LIST optimisation)
      target_precompile_headers(${name} REUSE_FROM standard_headers_for_libraries)
    endif()
    set(scope PUBLIC)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${lib_DEPENDS})
    set(scope INTERFACE)
  endif()
  target_include_directories(${name} ${scope} ${PROJECT_SOURCE_DIR})
  target_sources(${name} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${lib_HEADERS})
endfunction()

# kiosk_program(uketsuke-name SOURCES main.cpp … USES libraries …): a program in build/<preset>/bin, installed into bin.
function(kiosk_program name)
  cmake_parse_arguments(PARSE_ARGV 1 prog "" "" "SOURCES;USES")
  add_executable(${name} ${prog_SOURCES})
  target_compile_options(${name} PRIVATE ${no_optimisation})
  target_precompile_headers(${name} REUSE_FROM standard_headers_for_programs)
  target_link_libraries(${name} PRIVATE project_warnings ${prog_USES})
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# kiosk_test(name SOURCES … USES … [LABELS …]): one doctest executable per library; each test case becomes one ctest, so
# that `ctest -N` prints the specification.
function(kiosk_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "" "TIMEOUT" "SOURCES;USES;LABELS")
  if(NOT TARGET doctest_main)
    add_library(doctest_main OBJECT ${PROJECT_SOURCE_DIR}/tests/support/doctest_main.cpp)
    target_link_libraries(doctest_main PUBLIC doctest::doctest)
  endif()
  add_executable(${name} ${test_SOURCES})
  target_compile_options(${name} PRIVATE ${no_optimisation})
  target_precompile_headers(${name} REUSE_FROM standard_headers_for_programs)
  target_link_libraries(${name} PRIVATE project_warnings ${test_USES} doctest_main)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE
    UKETSUKE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" UKETSUKE_PROGRAMS_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 120)
  endif()
  if(UKETSUKE_SANITIZE)
    math(EXPR test_TIMEOUT "5 * ${test_TIMEOUT}")  # the sanitizers make everything several times slower
  endif()
  set(properties TIMEOUT ${test_TIMEOUT})
  if(test_LABELS)
    list(APPEND properties LABELS ${test_LABELS})
  endif()
  doctest_discover_tests(${name} TEST_PREFIX "${name}: " PROPERTIES ${properties})
endfunction()
