#pragma once

#include "db/message_rows.hpp"
#include "domain/directory.hpp"
#include "domain/pathway.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace clockstart::scheduler {

// What one mail tells one person, in plain English: references, pathways, areas and links, and nothing of a child.
struct letter {
    std::string subject, text; // one line; UTF-8 with \n at the ends
};

// `told`: what is new, the newest first. `unseen`: how much was told before and not seen since, 0 where the person does
// not want to hear of it again. `public_url`: what links begin with; empty: without links.
letter write_letter(std::span<const db::held_notice> told, std::int64_t unseen, const domain::pathway_book& rules,
                    const domain::directory& places, const std::string& public_url);

} // namespace clockstart::scheduler
