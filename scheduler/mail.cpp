#include "scheduler/mail.hpp"

#include "scheduler/mail_text.hpp"
#include "scheduler/transfer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace clockstart::scheduler {

namespace {

// What was said in one conversation, as far as we need it.
struct conversation {
    std::string message;
    std::size_t sent{0};
    delivery_stage stage{delivery_stage::reach};
    bool is_over{false}; // we have said good-bye
    std::string answer;  // the last line of the server until then
};

// Called by libcurl for each line that the server says.
std::size_t hear(char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& said = *static_cast<conversation*>(into);
    if (!said.is_over) {
        said.answer.assign(bytes, size * count);
    }
    return size * count;
}

// Called by libcurl for more of the message.
std::size_t speak(char* into, std::size_t size, std::size_t count, void* from) {
    auto& said = *static_cast<conversation*>(from);
    const auto part = said.message.copy(into, size * count, said.sent);
    said.sent += part;
    return part;
}

// Called by libcurl with all that goes on; our own commands tell how far we came.
int follow(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* into) {
    static constexpr std::array<std::pair<std::string_view, delivery_stage>, 4> commands{
        {{"STARTTLS", delivery_stage::secure},
         {"AUTH ", delivery_stage::sign_in},
         {"MAIL ", delivery_stage::introduce},
         {"RCPT ", delivery_stage::hand_over}}};
    auto& said = *static_cast<conversation*>(into);
    if (kind == CURLINFO_HEADER_OUT) {
        const std::string_view line{bytes, size};
        said.is_over = said.is_over || line.starts_with("QUIT");
        for (const auto& [command, stage] : commands) {
            if (line.starts_with(command)) {
                said.stage = stage;
            }
        }
    }
    return 0;
}

bool is_the_same(std::string_view one, std::string_view other) {
    const auto small = [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter; };
    return std::ranges::equal(one, other, {}, small, small);
}

// One line as it may be logged and shown: without addresses, and without the recipient's part of one, which servers
// like to say back.
std::string without_addresses(std::string_view line, std::string_view recipient) {
    constexpr std::size_t longest = 200;
    constexpr std::string_view marks = "<>()[]\"',;:.";
    const auto person = recipient.substr(0, recipient.rfind('@'));
    std::string kept;
    while (!line.empty()) {
        const auto end = std::min(line.find(' '), line.size());
        const auto word = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
        const auto first = word.find_first_not_of(marks);
        if (first == std::string_view::npos) {
            continue;
        }
        const auto bare = word.substr(first, word.find_last_not_of(marks) - first + 1);
        kept += kept.empty() ? "" : " ";
        kept += word.find('@') != std::string_view::npos || is_the_same(bare, person) ? "(address)" : word;
    }
    std::ranges::replace_if(
        kept, [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    return kept.substr(0, longest);
}

// Where libcurl fails by itself, the stage at which it does.
delivery_stage stage_of(CURLcode failure, int reply, delivery_stage reached) {
    switch (failure) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_USE_SSL_FAILED:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
        return delivery_stage::secure;
    case CURLE_LOGIN_DENIED:
        return delivery_stage::sign_in;
    default:
        return reply == 530 ? delivery_stage::sign_in : reached; // "authentication required"
    }
}

// What became of it, from how libcurl ended and what the server said last.
delivery_outcome judged(const transfer& done, CURLcode ended, const conversation& said, std::string_view recipient) {
    auto line = std::string_view{said.answer};
    line = line.substr(0, line.find_first_of("\r\n"));
    int reply = 0;
    std::from_chars(line.data(), line.data() + std::min<std::size_t>(line.size(), 3), reply);
    if (ended == CURLE_OK) {
        return {delivery_state::delivered, delivery_stage::hand_over, without_addresses(line, recipient)};
    }
    const auto stage = stage_of(ended, reply, said.stage);
    const bool is_refused = reply >= 400 && reply <= 599;
    const bool for_good = is_refused && reply >= 500 && stage == delivery_stage::hand_over;
    const auto answer = is_refused                        ? std::string{line}
                        : stage == delivery_stage::secure ? done.why(ended)
                                                          : std::string{curl_easy_strerror(ended)};
    return {for_good ? delivery_state::permanent : delivery_state::transient, stage,
            without_addresses(answer, recipient)};
}

void set_up(transfer& sending, const mail_settings& settings) {
    const bool is_v6 = settings.host.find(':') != std::string::npos;
    const auto host = is_v6 ? "[" + settings.host + "]" : settings.host;
    // The path is the name by which we greet.
    const auto* const scheme = settings.security == mail_security::tls ? "smtps://" : "smtp://";
    sending.set(CURLOPT_URL,
                scheme + host + ":" + std::to_string(settings.port) + "/" + std::string{domain_of(settings.sender)});
    sending.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    sending.set(CURLOPT_USE_SSL,
                static_cast<long>(settings.security == mail_security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    sending.limit(settings.connect_within, settings.within);
    if (!settings.ca_file.empty()) {
        sending.set(CURLOPT_CAINFO, settings.ca_file.string());
    }
    if (!settings.user.empty()) {
        sending.set(CURLOPT_USERNAME, settings.user);
        sending.set(CURLOPT_PASSWORD, settings.password);
    }
}

} // namespace

delivery_outcome send(const mail_settings& settings, const mail& letter) {
    if (auto fault = fault_of(settings, letter)) {
        return {delivery_state::permanent, delivery_stage::hand_over, std::move(*fault)};
    }
    conversation said{.message = text_of(settings, letter)}; // before the transfer, which says good-bye into it
    line_list recipients;
    recipients.add("<" + letter.to + ">");
    transfer sending;
    set_up(sending, settings);
    sending.set(CURLOPT_MAIL_FROM, "<" + settings.sender + ">");
    sending.set(CURLOPT_MAIL_RCPT, recipients.first());
    sending.set(CURLOPT_UPLOAD, 1L);
    sending.set(CURLOPT_READFUNCTION, &speak);
    sending.set(CURLOPT_READDATA, static_cast<void*>(&said));
    sending.set(CURLOPT_HEADERFUNCTION, &hear);
    sending.set(CURLOPT_HEADERDATA, static_cast<void*>(&said));
    sending.set(CURLOPT_DEBUGFUNCTION, &follow);
    sending.set(CURLOPT_DEBUGDATA, static_cast<void*>(&said));
    sending.set(CURLOPT_VERBOSE, 1L); // or nothing is told to `follow`
    sending.hang_up_when(letter.hangs_up);
    const auto ended = sending.perform();
    return judged(sending, ended, said, letter.to);
}

} // namespace clockstart::scheduler
