import CCurl

extension Transfer {
    /// The error that a result code of libcurl stands for.
    ///
    /// `message` is libcurl's text for this one failure; it is used for TLS alone, since others may quote a URL.
    func error(_ code: CURLcode, on handle: borrowing Handle, message: String, total: Duration) -> HTTPError {
        let host = url.host
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return .couldNotResolve(host: host)
        case CURLE_COULDNT_CONNECT:
            return .couldNotConnect(host: host, port: url.port)
        case CURLE_OPERATION_TIMEDOUT:
            return timeout(on: handle, total: total)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return .tls(host: host, reason: reason(message, code))
        case CURLE_FILESIZE_EXCEEDED:
            return .tooLarge(host: host, limit: request.limits.responseBytes ?? 0)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND:
            let status = handle.integer(CURLINFO_HTTP_CONNECTCODE)
            return status != 0 && !(200..<300 ~= status)
                ? .proxyRefused(host: host, status: status) : .connectionLost(host: host)
        case CURLE_UNSUPPORTED_PROTOCOL:
            // The scheme was checked before: the answer is none of HTTP/1 or later, or this libcurl knows no TLS.
            return .protocolError(host: host, code: Int(code.rawValue), text: "no HTTP was spoken")
        default:
            return .protocolError(host: host, code: Int(code.rawValue), text: sentence(code))
        }
    }

    /// Which of the three clocks ran out; libcurl has one code for all.
    private func timeout(on handle: borrowing Handle, total: Duration) -> HTTPError {
        let limits = request.limits
        // The time is taken a little before the check, so that it can be short of the limit by a moment.
        let elapsed = handle.time(CURLINFO_TOTAL_TIME_T) / 1000 + 20
        if limits.total > .zero, elapsed >= total.milliseconds {
            return .timeout(host: url.host, limit: limits.total)
        }
        return handle.time(CURLINFO_PRETRANSFER_TIME_T) > 0
            ? .stalled(host: url.host, limit: limits.stall)
            : .connectTimeout(host: url.host, limit: limits.connect)
    }

    /// The TLS library's own words, printable, or the sentence for the code.
    private func reason(_ message: String, _ code: CURLcode) -> String {
        let text = String(message.prefix(200).filter { $0 >= " " && $0 <= "~" })
        return text.isEmpty || text.contains("?") || text.contains("#") ? sentence(code) : text
    }
}

/// libcurl's fixed sentence for a result code, beginning in lower case.
private func sentence(_ code: CURLcode) -> String {
    guard let text = unsafe baton_curl_easy_strerror(code) else { return "unknown error" }
    let words = unsafe String(cString: text)
    let second = words.dropFirst().first
    // "SSL connect error" stays as it is.
    return second.map(\.isLowercase) == true ? words.prefix(1).lowercased() + words.dropFirst() : words
}

extension SetupError {
    /// The error for a caller: an option that was refused is a libcurl that cannot do what is needed.
    func httpError(host: String) -> HTTPError {
        .protocolError(host: host, code: Int(code.rawValue), text: sentence(code))
    }
}
