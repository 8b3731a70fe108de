# Warnings are errors in our own code; the code of the libraries we use is included as system headers and stays silent.
add_library(project_warnings INTERFACE)
target_compile_options(project_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  # clang, which only builds the fuzzers, sees other things in a batch; the everyday compiler decides.
  $<$<CXX_COMPILER_ID:GNU>:-Werror>)
if(CMAKE_UNITY_BUILD)
  # Said of a class with members from an unnamed namespace unless it stands in the main file; here that is the batch.
  target_compile_options(project_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(CMAKE_BUILD_TYPE STREQUAL Release)
  # Fully optimised, g++ 12 sees overlapping copies in `"text" + std::string` that are none (GCC bug 105651).
  target_compile_options(project_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
endif()
if(UKETSUKE_SANITIZE)
  add_compile_options(-fsanitize=${UKETSUKE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${UKETSUKE_SANITIZE})
else()
  # Hardening that costs little: checked libc calls, checked indexes, full RELRO.
  add_compile_options($<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2> -D_GLIBCXX_ASSERTIONS -fstack-protector-strong)
  add_link_options(-Wl,-z,relro,-z,now)
endif()
