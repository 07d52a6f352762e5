# embed(TARGET NAMESPACE FILES): puts files into the program as they are. In code, <namespace>::file("name") gives the bytes of
# one of them, by its path relative to the calling folder (or, for a generated file, to its build folder), or nothing. The header is
# "<target>/embedded.hpp", written by hand in each room; the table is made here.
function(embed target namespace)
  set(assembly ".section .rodata\n")
  set(declarations "")
  set(rows "")
  set(index 0)
  foreach(path ${ARGN})
    cmake_path(IS_ABSOLUTE path absolute)
    if(absolute)
      cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} OUTPUT_VARIABLE shown)
      set(full ${path})
    else()
      set(shown ${path})
      set(full ${CMAKE_CURRENT_SOURCE_DIR}/${path})
    endif()
    set(symbol "embedded_${target}_${index}")
    string(APPEND assembly ".global ${symbol}\n.global ${symbol}_end\n${symbol}:\n.incbin \"${full}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND declarations "extern const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND rows "    if (name == \"${shown}\") { return std::string_view{${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}; }\n")
    list(APPEND files ${full})
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",%progbits\n")
  set(stem ${CMAKE_CURRENT_BINARY_DIR}/embedded_${target})
  file(CONFIGURE OUTPUT ${stem}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${stem}.cpp CONTENT "#include \"${target}/embedded.hpp\"
extern \"C\" {
${declarations}}
namespace ${namespace} {
std::optional<std::string_view> file(std::string_view name) {
${rows}    return std::nullopt;
}
} // namespace ${namespace}
" @ONLY)
  set_source_files_properties(${stem}.S PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE ${stem}.S ${stem}.cpp)
endfunction()
