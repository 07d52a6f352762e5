#include "db/journal_head.hpp"

#include <soci/soci.h>

namespace clockstart::db {

journal_head load_head(soci::session& sql) {
    journal_head head;
    sql << "SELECT sequence, recorded_at, hash, requests, children FROM journal_head WHERE place = 1",
        soci::into(head.sequence), soci::into(head.recorded_at), soci::into(head.hash), soci::into(head.requests),
        soci::into(head.children);
    sql << "SELECT COALESCE(MAX(number), 0) FROM message", soci::into(head.messages);
    return head;
}

void store_head(soci::session& sql, const journal_head& head) {
    sql << "UPDATE journal_head SET sequence = :sequence, recorded_at = :recorded_at, hash = :hash, requests = "
           ":requests, "
           "children = :children WHERE place = 1",
        soci::use(head.sequence, "sequence"), soci::use(head.recorded_at, "recorded_at"), soci::use(head.hash, "hash"),
        soci::use(head.requests, "requests"), soci::use(head.children, "children");
}

} // namespace clockstart::db
