# room(NAME HEADERS ... SOURCES ... USES ...): one static library per folder. The include root is the repository, so a header
# is always written "room/file.hpp"; tests/layering.cmake refuses an arrow that runs back up. Every header must compile alone.
function(room name)
  cmake_parse_arguments(room "" "" "HEADERS;SOURCES;USES" ${ARGN})
  add_library(${name} STATIC ${room_SOURCES})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR} FILES ${room_HEADERS})
  target_link_libraries(${name} PUBLIC ${room_USES} PRIVATE our_warnings)
  if(CLOCKSTART_TESTS)
    set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  endif()
endfunction()
