#pragma once

#include "db/audit_word.hpp"
#include "db/journal_state.hpp"

namespace clockstart::db {

domain::result<receipt> write(journal_state& state, const note_access& what);
domain::result<receipt> write(journal_state& state, const end_counting& what);
domain::result<receipt> write(journal_state& state, const keep_signature& what);

// Writes down a change that was accepted a moment ago, in its transaction. `before`: the ledger's sequence before it.
void write_down(journal_state& state, const audit_word& said, const receipt& done, long long before);
inline void write_down(journal_state&, const no_word&, const receipt&, long long) {}
inline void write_down(journal_state& state, const std::optional<audit_word>& said, const receipt& done,
                       long long before) {
    if (said) {
        write_down(state, *said, done, before);
    }
}

// Refusals that were counted for a minute that is over. Before each commit.
void write_down_repeats(journal_state& state);

} // namespace clockstart::db
