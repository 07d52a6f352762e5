#include "scheduler/webhook.hpp"

#include "scheduler/transfer.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <stdexcept>

#include <sys/socket.h>

namespace clockstart::scheduler {

namespace {

namespace ip = boost::asio::ip;

constexpr std::string_view secret_prefix = "whsec_";
constexpr int base64_kind = sodium_base64_VARIANT_ORIGINAL;

using key_bytes = std::vector<unsigned char>;

std::string base64_of(const unsigned char* bytes, std::size_t size) {
    std::string text(sodium_base64_encoded_len(size, base64_kind), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, base64_kind);
    text.pop_back(); // the terminating zero
    return text;
}

std::optional<key_bytes> key_of(std::string_view secret) {
    if (!secret.starts_with(secret_prefix) || secret.size() == secret_prefix.size()) {
        return std::nullopt;
    }
    secret.remove_prefix(secret_prefix.size());
    key_bytes key(secret.size());
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr, &size, &end, base64_kind) !=
            0 ||
        end != secret.data() + secret.size() || size == 0) {
        return std::nullopt;
    }
    key.resize(size);
    return key;
}

bool is_id(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string seconds_of(domain::instant at) {
    return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

// Called by libcurl with the answer, header and body; gives fewer than it got to end the call.
std::size_t throw_away(char*, std::size_t size, std::size_t count, void* limit) {
    auto& left = *static_cast<std::size_t*>(limit);
    if (size * count > left) {
        return 0;
    }
    left -= size * count;
    return size * count;
}

ip::address address_in(const curl_sockaddr& place) {
    if (place.family == AF_INET) {
        sockaddr_in at{};
        std::memcpy(&at, &place.addr, sizeof at);
        return ip::address_v4{ntohl(at.sin_addr.s_addr)};
    }
    // libcurl keeps room for the longer address behind `addr`.
    ip::address_v6::bytes_type bytes;
    std::memcpy(bytes.data(), reinterpret_cast<const char*>(&place.addr) + offsetof(sockaddr_in6, sin6_addr),
                bytes.size());
    return ip::address_v6{bytes};
}

// Called by libcurl for a socket to connect: none but to where we looked.
curl_socket_t open_socket(void* judged, curlsocktype, curl_sockaddr* place) {
    const auto& addresses = *static_cast<const std::vector<ip::address>*>(judged);
    const bool is_inet = place->family == AF_INET || place->family == AF_INET6;
    if (!is_inet || std::ranges::find(addresses, address_in(*place)) == addresses.end()) {
        return CURL_SOCKET_BAD;
    }
    return ::socket(place->family, place->socktype | SOCK_CLOEXEC, place->protocol);
}

// "host:port:address,address": what libcurl takes instead of asking for the name. An address asks for nothing.
std::string pinned(const web_place& place) {
    std::string line = place.host + ":" + std::to_string(place.port) + ":";
    for (const auto& address : place.addresses) {
        line += line.ends_with(':') ? "" : ",";
        line += address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
    }
    return line;
}

delivery_outcome refusal_as_outcome(const domain::refusal& why) {
    const auto state = why.code == domain::errc::malformed ? delivery_state::permanent : delivery_state::transient;
    return {state, delivery_stage::reach, "the URL " + why.faults.front().detail};
}

delivery_outcome judged(const transfer& done, CURLcode ended) {
    const auto status = done.status();
    if (ended != CURLE_OK && ended != CURLE_WRITE_ERROR) { // the latter: we had seen enough of the answer
        const bool is_tls = ended == CURLE_SSL_CONNECT_ERROR || ended == CURLE_PEER_FAILED_VERIFICATION;
        const auto stage = is_tls        ? delivery_stage::secure
                           : status != 0 ? delivery_stage::hand_over
                                         : delivery_stage::reach;
        return {delivery_state::transient, stage, curl_easy_strerror(ended)};
    }
    const auto state = status >= 200 && status <= 299 ? delivery_state::delivered
                       : status == 410                ? delivery_state::permanent
                                                      : delivery_state::transient;
    return {state, delivery_stage::hand_over, "answered " + std::to_string(status)};
}

} // namespace

std::string make_webhook_secret() {
    if (sodium_init() < 0) {
        throw std::runtime_error{"libsodium cannot be used on this machine"};
    }
    std::array<unsigned char, 32> key{};
    randombytes_buf(key.data(), key.size());
    return std::string{secret_prefix} + base64_of(key.data(), key.size());
}

std::string webhook_signature(std::string_view secret, std::string_view id, domain::instant at, std::string_view body) {
    const auto key = key_of(secret);
    if (!key) {
        return {};
    }
    const auto start = std::string{id} + "." + seconds_of(at) + ".";
    const auto add = [](crypto_auth_hmacsha256_state& state, std::string_view text) {
        crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    };
    crypto_auth_hmacsha256_state state;
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mark{};
    crypto_auth_hmacsha256_init(&state, key->data(), key->size());
    add(state, start);
    add(state, body);
    crypto_auth_hmacsha256_final(&state, mark.data());
    return "v1," + base64_of(mark.data(), mark.size());
}

delivery_outcome post(const webhook_settings& settings, const webhook_call& call, const name_resolver& resolve) {
    const auto signature = webhook_signature(call.secret, call.id, call.at, call.body);
    if (signature.empty() || !is_id(call.id)) {
        return {delivery_state::permanent, delivery_stage::sign_in,
                signature.empty() ? "the secret is not one of webhooks" : "the id is not one of messages"};
    }
    auto place = find_place(call.url, settings.allowed_hosts, resolve);
    if (!place) {
        return refusal_as_outcome(place.error());
    }
    auto answer_limit = settings.most_answered;
    line_list headers;
    headers.add("Content-Type: application/json");
    headers.add("Expect:"); // no question before a long body
    headers.add("webhook-id: " + call.id);
    headers.add("webhook-timestamp: " + seconds_of(call.at));
    headers.add("webhook-signature: " + signature);
    line_list names;
    if (place->host.find(':') == std::string::npos) {
        names.add(pinned(*place));
    }
    transfer posting;
    posting.set(CURLOPT_URL, place->url);
    posting.set(CURLOPT_PROTOCOLS_STR, "http,https");
    posting.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    posting.set(CURLOPT_FOLLOWLOCATION, 0L);
    posting.set(CURLOPT_USERAGENT, "Clockstart");
    posting.limit(settings.connect_within, settings.within);
    if (!settings.ca_file.empty()) {
        posting.set(CURLOPT_CAINFO, settings.ca_file.string());
    }
    posting.set(CURLOPT_RESOLVE, names.first());
    posting.set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    posting.set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&place->addresses));
    posting.set(CURLOPT_HTTPHEADER, headers.first());
    posting.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    posting.set(CURLOPT_POSTFIELDS, call.body.data());
    posting.set(CURLOPT_HEADERFUNCTION, &throw_away);
    posting.set(CURLOPT_HEADERDATA, static_cast<void*>(&answer_limit));
    posting.set(CURLOPT_WRITEFUNCTION, &throw_away);
    posting.set(CURLOPT_WRITEDATA, static_cast<void*>(&answer_limit));
    posting.hang_up_when(call.hangs_up);
    const auto ended = posting.perform();
    return judged(posting, ended);
}

} // namespace clockstart::scheduler
