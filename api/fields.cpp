#include "api/fields.hpp"

#include "api/decode.hpp"

#include <algorithm>
#include <utility>

namespace clockstart::api {
namespace {

namespace json = boost::json;

// A name as part of a JSON pointer (RFC 6901).
std::string escaped(std::string_view name) {
    std::string text;
    for (const char byte : name) {
        if (byte == '~') {
            text += "~0";
        } else if (byte == '/') {
            text += "~1";
        } else {
            text += byte;
        }
    }
    return text;
}

std::string listed(std::initializer_list<std::string_view> allowed) {
    std::string text;
    for (const auto item : allowed) {
        text += text.empty() ? "" : ", ";
        text += item;
    }
    return text;
}

bool is_sound_text(std::string_view text) {
    const bool blank = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    const bool control = std::any_of(text.begin(), text.end(), [](char byte) {
        const auto value = static_cast<unsigned char>(byte);
        return (value < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || value == 0x7f;
    });
    return !blank && !control && is_utf8(text);
}

const json::object nothing{};

} // namespace

// Shared by a reader and those made from it: the faults in order of reading, and for each object which fields have
// been asked for.
struct fields::findings {
    struct seat {
        const json::object* object;
        std::string at;
        std::vector<std::string> known;
        bool silent;
    };
    std::vector<domain::fault> faults;
    std::vector<seat> seats;
};

fields::fields(const json::object& object) : fields{object, "", std::make_shared<findings>(), false} {}

fields::fields(const json::object& object, std::string at, std::shared_ptr<findings> shared, bool silent)
    : object_{&object}, at_{std::move(at)}, shared_{std::move(shared)}, seat_{shared_->seats.size()}, silent_{silent} {
    shared_->seats.push_back({object_, at_, {}, silent_});
}

std::string fields::pointer(std::string_view name) const { return name.empty() ? at_ : at_ + "/" + escaped(name); }

void fields::fault(std::string_view name, std::string detail) {
    if (!silent_) {
        shared_->faults.push_back({pointer(name), std::move(detail)});
    }
}

const json::value* fields::raw(std::string_view name) {
    shared_->seats[seat_].known.emplace_back(name);
    const auto* value = object_->if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

const json::value* fields::take(std::string_view name, bool required) {
    const auto* value = raw(name);
    if (value == nullptr && required) {
        fault(name, "This field is required.");
    }
    return value;
}

bool fields::has(std::string_view name) const {
    const auto* value = object_->if_contains(name);
    return value != nullptr && !value->is_null();
}

std::optional<std::string> fields::maybe_text(std::string_view name, std::size_t longest) {
    const auto* value = take(name, false);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto* text = value->if_string();
    if (text == nullptr) {
        fault(name, "Give text, in quotation marks.");
    } else if (text->size() > longest) {
        fault(name, "Give at most " + std::to_string(longest) + " bytes.");
    } else if (!is_sound_text({text->data(), text->size()})) {
        fault(name, "Give text that is not blank and has no control characters.");
    } else {
        return std::string{text->data(), text->size()};
    }
    return std::nullopt;
}

std::string fields::text(std::string_view name, std::size_t longest) {
    if (!has(name)) {
        take(name, true);
        return {};
    }
    return maybe_text(name, longest).value_or("");
}

std::optional<std::string> fields::maybe_one_of(std::string_view name,
                                                std::initializer_list<std::string_view> allowed) {
    const auto* value = take(name, false);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto* text = value->if_string();
    if (text == nullptr || std::find(allowed.begin(), allowed.end(), std::string_view{*text}) == allowed.end()) {
        fault(name, "Give one of: " + listed(allowed) + ".");
        return std::nullopt;
    }
    return std::string{text->data(), text->size()};
}

std::string fields::one_of(std::string_view name, std::initializer_list<std::string_view> allowed) {
    if (!has(name)) {
        take(name, true);
        return {};
    }
    return maybe_one_of(name, allowed).value_or("");
}

std::optional<domain::civil_date> fields::maybe_date(std::string_view name) {
    const auto* value = take(name, false);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (const auto* text = value->if_string()) {
        if (auto day = domain::parse_date({text->data(), text->size()}, pointer(name))) {
            return *day;
        }
    }
    fault(name, "Give a day that exists, written YYYY-MM-DD.");
    return std::nullopt;
}

domain::civil_date fields::date(std::string_view name) {
    if (!has(name)) {
        take(name, true);
        return {};
    }
    return maybe_date(name).value_or(domain::civil_date{});
}

std::optional<std::int64_t> fields::maybe_integer(std::string_view name, std::int64_t least, std::int64_t most) {
    const auto* value = take(name, false);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto* number = value->if_int64();
    if (number == nullptr || *number < least || *number > most) {
        fault(name, "Give a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
        return std::nullopt;
    }
    return *number;
}

std::int64_t fields::integer(std::string_view name, std::int64_t least, std::int64_t most) {
    if (!has(name)) {
        take(name, true);
        return {};
    }
    return maybe_integer(name, least, most).value_or(0);
}

std::optional<bool> fields::maybe_flag(std::string_view name) {
    const auto* value = take(name, false);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto* flag = value->if_bool();
    if (flag == nullptr) {
        fault(name, "Give true or false.");
        return std::nullopt;
    }
    return *flag;
}

fields fields::object(std::string_view name) {
    if (auto inner = maybe_object(name)) {
        return std::move(*inner);
    }
    if (!has(name)) {
        fault(name, "This field is required.");
    }
    return {nothing, pointer(name), shared_, true};
}

std::optional<fields> fields::maybe_object(std::string_view name) {
    const auto* value = take(name, false);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (const auto* inner = value->if_object()) {
        return fields{*inner, pointer(name), shared_, silent_};
    }
    fault(name, "Give an object.");
    return std::nullopt;
}

std::vector<fields> fields::maybe_objects(std::string_view name, std::size_t most) {
    std::vector<fields> inner;
    const auto* value = take(name, false);
    const auto* list = value == nullptr ? nullptr : value->if_array();
    if (value != nullptr && (list == nullptr || list->size() > most)) {
        fault(name, "Give a list of at most " + std::to_string(most) + " objects.");
        return inner;
    }
    for (std::size_t index = 0; list != nullptr && index < list->size(); ++index) {
        const auto at = pointer(name) + "/" + std::to_string(index);
        if (const auto* item = (*list)[index].if_object()) {
            inner.push_back(fields{*item, at, shared_, silent_});
        } else if (!silent_) {
            shared_->faults.push_back({at, "Give an object."});
        }
    }
    return inner;
}

std::vector<std::string> fields::maybe_texts(std::string_view name, std::size_t most) {
    std::vector<std::string> texts;
    const auto* value = take(name, false);
    const auto* list = value == nullptr ? nullptr : value->if_array();
    if (value != nullptr && (list == nullptr || list->size() > most)) {
        fault(name, "Give a list of at most " + std::to_string(most) + " texts.");
        return texts;
    }
    for (std::size_t index = 0; list != nullptr && index < list->size(); ++index) {
        const auto* text = (*list)[index].if_string();
        if (text != nullptr && text->size() <= 200 && is_sound_text({text->data(), text->size()})) {
            texts.emplace_back(text->data(), text->size());
        } else if (!silent_) {
            shared_->faults.push_back({pointer(name) + "/" + std::to_string(index), "Give text."});
        }
    }
    return texts;
}

domain::result<void> fields::finish() {
    domain::refusal reason{domain::errc::invalid, shared_->faults, BOOST_CURRENT_LOCATION};
    for (const auto& seat : shared_->seats) {
        for (const auto& member : *seat.object) {
            const std::string_view name{member.key().data(), member.key().size()};
            if (!seat.silent && std::find(seat.known.begin(), seat.known.end(), name) == seat.known.end()) {
                reason.faults.push_back({seat.at + "/" + escaped(name), "There is no such field."});
            }
        }
    }
    if (!reason.faults.empty()) {
        return reason;
    }
    return {};
}

} // namespace clockstart::api
