#include "api/kept_answers.hpp"

#include <string.h> // explicit_bzero

#include <utility>

namespace clockstart::api {

namespace {

constexpr std::size_t most = 2000; // in one generation
constexpr std::chrono::seconds lifetime{30};

bool is_kept(const call& asked) {
    return asked.who && !asked.who->token_id.empty() && asked.query.empty() && asked.wanted == face::json;
}

void write_key(std::string& key, const call& asked) {
    key.assign(asked.who->token_id).append(1, ' ').append(asked.path);
}

} // namespace

kept_answers::kept::~kept() { ::explicit_bzero(shown.body.data(), shown.body.size()); }

void kept_answers::turn(domain::instant now) {
    kept_[1].clear();
    std::swap(kept_[0], kept_[1]);
    began_ = now;
}

void kept_answers::forget(domain::instant now) {
    const auto passed = now - began_;
    const bool has_jumped = now < began_ || passed >= lifetime; // how old the answers are is then not known
    if (has_jumped) {
        turn(now);
    }
    if (has_jumped || passed >= lifetime / 2) {
        turn(now);
    }
}

const kept_answers::kept* kept_answers::find(const call& asked, const db::live_board& board, domain::instant now) {
    if (!is_kept(asked)) {
        return nullptr;
    }
    write_key(key_, asked);
    for (auto& one : kept_) {
        const auto found = one.find(key_);
        if (found == one.end()) {
            continue;
        }
        const auto& on = found->second.on;
        const bool holds = on.mark == board.mark_of(on.child) && now - on.at < lifetime && now >= on.at &&
                           domain::london_date(on.at) == domain::london_date(now) && on.places == board.places() &&
                           on.pathways == board.pathways() && on.calendar == board.calendar();
        if (holds) {
            return &found->second;
        }
        one.erase(found);
    }
    return nullptr;
}

void kept_answers::keep(const call& asked, const answer& made, basis&& on) {
    if (!is_kept(asked) || made.status != 200) {
        return;
    }
    if (kept_[0].size() >= most) {
        turn(on.at);
    } else if (kept_[0].empty() && kept_[1].empty()) {
        began_ = on.at;
    }
    write_key(key_, asked);
    kept_[0].erase(key_);
    kept_[0].try_emplace(key_, made, std::move(on));
}

} // namespace clockstart::api
