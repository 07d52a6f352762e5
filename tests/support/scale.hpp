#pragma once

namespace clockstart::test {

// The sanitizers look at the same code with fewer cases: they are after what one case does to memory and threads, and
// each costs them about ten times as much. What the many cases prove (that the figures are right) is proved by the
// other builds, with all of them.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int share_of_cases = 10;
#else
inline constexpr int share_of_cases = 1;
#endif

template <class Number>
constexpr Number cases(Number count) {
    return count / static_cast<Number>(share_of_cases);
}

} // namespace clockstart::test
