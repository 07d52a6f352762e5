#pragma once

#include "api/answer.hpp"
#include "domain/error.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clockstart::api {

struct call;

// One kind of problem (RFC 9457). Its type is "/problems/<slug>": stable, and a GET there shows what it means.
struct problem_kind {
    std::string_view slug;
    unsigned status;
    std::string_view title;
    std::string_view meaning; // what happened, for the page
    std::string_view mend;    // what the caller can do about it
};

// All kinds, in the order of the documentation.
std::span<const problem_kind> problem_kinds();

// The kind with this slug, or null.
const problem_kind* find_problem_kind(std::string_view slug);

// The one place where a refusal of the domain gets its HTTP status, type and title.
const problem_kind& kind_of(domain::errc code);

// application/problem+json: type, title, status, detail (the first fault's, or the title), errors when there are
// faults. 401 carries WWW-Authenticate, 503 Retry-After. `slug` must be one of problem_kinds().
answer problem(std::string_view slug, std::string_view detail = {}, const std::vector<domain::fault>& faults = {});
answer problem(const domain::refusal& reason);

// The same in the face that the caller wants: the template "problem" when it is HTML, problem+json otherwise.
answer problem(const call& asked, const domain::refusal& reason);
answer problem(const call& asked, std::string_view slug, std::string_view detail = {},
               const std::vector<domain::fault>& faults = {});

// What a button on a page is answered with: back to the page. Pressed twice, or by two people, it is as they wanted it.
template <class Done>
answer after_button(const call& asked, const domain::result<Done>& done, std::string_view page) {
    return done || done.error().code == domain::errc::conflict ? redirect(page) : problem(asked, done.error());
}

} // namespace clockstart::api
