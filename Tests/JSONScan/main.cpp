// Parses every line of a file with simdjson and does nothing else: what `scripts/bench` holds the program against.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <simdjson.h>
#include <string>

int main(int count, char **arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: JSONScan FILE\n");
        return 64;
    }
    std::ifstream file(arguments[1], std::ios::binary);
    if (!file) {
        std::fprintf(stderr, "JSONScan: cannot read the file\n");
        return 2;
    }
    simdjson::dom::parser parser;
    size_t records = 0;
    // Pieces, as the program reads them: a gigabyte need not be in memory.
    std::string buffer(8 << 20, '\0');
    std::string rest;
    auto take = [&](const char *begin, size_t length) {
        simdjson::dom::element value;
        if (length > 0 && parser.parse(begin, length).get(value) == simdjson::SUCCESS) records++;
    };
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0) {
        const char *place = buffer.data(), *end = place + file.gcount();
        while (const auto *newline = static_cast<const char *>(std::memchr(place, '\n', static_cast<size_t>(end - place)))) {
            if (rest.empty()) {
                take(place, static_cast<size_t>(newline - place));
            } else {
                rest.append(place, newline);
                take(rest.data(), rest.size());
                rest.clear();
            }
            place = newline + 1;
        }
        rest.append(place, end);
    }
    take(rest.data(), rest.size());
    std::printf("%zu\n", records);
    return 0;
}
