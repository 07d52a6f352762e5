#pragma once

#include "api/answer.hpp"
#include "api/call.hpp"
#include "api/view.hpp"
#include "domain/error.hpp"

#include <optional>
#include <string_view>

namespace clockstart::api {

// The face by ?format=json|csv|html, else by Accept, else JSON under /api/v1 and HTML elsewhere. Nothing when the
// format is unknown or the Accept header (empty when not sent) leaves none of the three.
std::optional<face> choose_face(std::string_view path, std::optional<std::string_view> format, std::string_view accept);

// Turns a view into the answer that the caller wants; 406 when the view does not have that face. In HTML the template
// sees the JSON value (an object as it is, anything else as "value") and "page" as web/README.md
// has it, with what view.page holds; words are added to the codes. A view that names a template that does not exist has
// no HTML face. Throws when a template or a partial is broken: a bug.
answer show(const call& asked, const view& what);

// The same for what a handler usually has in hand.
answer show(const call& asked, const domain::result<view>& what);

} // namespace clockstart::api
