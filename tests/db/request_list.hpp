#pragma once

#include "db/request_file.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace clockstart::db::request_lists {

// What the tests of patient-level lists share: a small directory, and a list read to its end on a fixed day.

inline const domain::civil_date today = domain::make_date(2026, 11, 22);

inline const domain::directory& places() {
    static const auto known = [] {
        domain::directory all;
        all.put(domain::service{"OT-99G", "OT in Southend", "ot", "99G", "RXX", "99G", domain::make_date(2015, 1, 1),
                                std::nullopt});
        all.put(domain::service{"EQ-99G", "Equipment in Southend", "equipment", "99G", "RXX", "99G",
                                domain::make_date(2015, 1, 1), std::nullopt});
        all.put(domain::school{100'001, "Invented Primary", "99G", "primary"});
        return all;
    }();
    return known;
}

inline request_file list(std::string text, import_mapping mapping = {}) {
    return {csv_reader{std::move(text)}, std::move(mapping), places(), domain::builtin_pathways(), today,
            actor{"importer", ""}};
}
struct sound_and_faulty {
    std::vector<import_requests::row> rows;
    std::vector<domain::fault> faults;
};
inline sound_and_faulty all_of(request_file file) {
    sound_and_faulty all;
    while (auto row = file.next()) {
        all.rows.push_back(std::move(*row));
    }
    all.faults = file.faults();
    EXPECT_EQ(file.failed(), !all.faults.empty());
    EXPECT_EQ(file.rows_read(), all.rows.size());
    return all;
}

} // namespace clockstart::db::request_lists
