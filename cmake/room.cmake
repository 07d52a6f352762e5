# What nearly every file of ours reads anyway, and costs a second or two of each: read once for a target. That a header of ours names all
# it needs is still checked, where it is compiled alone (without these).
option(CLOCKSTART_PRECOMPILED "read the libraries' headers once for a target" ON)
set(precompiled_basics <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <string_view> <vector> <boost/json.hpp>
  <boost/system/result.hpp>)
function(precompile target)
  if(CLOCKSTART_PRECOMPILED)
    target_precompile_headers(${target} PRIVATE ${precompiled_basics} ${ARGN})
    # The first is for ccache. The others: GCC 12 forgets that what it reads from here is the system's, and warns inside std::string.
    target_compile_options(${target} PRIVATE
      $<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess;-Wno-array-bounds;-Wno-stringop-overread;-Wno-stringop-overflow;-Wno-restrict>)
  endif()
endfunction()

# room(NAME HEADERS ... SOURCES ... USES ... [PRECOMPILED ...]): one static library per folder. The include root is the repository, so a header
# is always written "room/file.hpp"; tests/layering.cmake refuses an arrow that runs back up. Every header must compile alone.
function(room name)
  cmake_parse_arguments(room "" "" "HEADERS;SOURCES;USES;PRECOMPILED" ${ARGN})
  add_library(${name} STATIC ${room_SOURCES})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR} FILES ${room_HEADERS})
  target_link_libraries(${name} PUBLIC ${room_USES} PRIVATE our_warnings)
  precompile(${name} ${room_PRECOMPILED})
  if(CLOCKSTART_TESTS)
    set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  endif()
endfunction()
