extension HTTPRequest {
    /// The request to send after an answer with `status` that names `place`, and where to.
    ///
    /// - Throws: ``HTTPError/redirectRefused(host:reason:)``.
    func redirected(
        by status: Int,
        from old: HTTPURL,
        to place: String
    ) throws(HTTPError) -> (HTTPRequest, HTTPURL) {
        let new: HTTPURL
        do throws(HTTPError) {
            new = try HTTPURL(place)
        } catch .schemeRefused(let scheme) {
            throw .redirectRefused(host: old.host, reason: "the scheme \"\(scheme)\" is another one")
        } catch .userInformation {
            throw .redirectRefused(host: old.host, reason: "it holds a user name or a password")
        } catch {
            throw .redirectRefused(host: old.host, reason: "it is not a usable URL")
        }
        guard new.scheme == old.scheme else {
            throw .redirectRefused(host: old.host, reason: "the scheme \"\(new.scheme)\" is another one")
        }
        var next = HTTPRequest(
            method,
            new.text,
            headers: headers,
            body: body,
            limits: limits,
            redirects: redirects,
            allowsPlainHTTP: allowsPlainHTTP
        )
        // "See Other", and by old custom any POST that moved, goes on as GET (RFC 9110, section 15.4).
        if status == 303 && method != .head || status <= 302 && method == .post {
            next.method = .get
            next.body = .none
            next.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
        }
        if case .none = next.body {
        } else {
            guard new.isSameOrigin(as: old) else {
                throw .redirectRefused(host: old.host, reason: "the body would go to \"\(new.host)\"")
            }
            guard next.body.isRepeatable else {
                throw .redirectRefused(host: old.host, reason: "the body cannot be read a second time")
            }
        }
        // What a header holds, a token perhaps, was meant for the first place.
        if !new.isSameOrigin(as: old) {
            next.headers.removeAll {
                let name = $0.name.lowercased()
                return !["content-type", "accept", "range", "if-range"].contains(name)
                    && !name.hasPrefix("accept-")
            }
        }
        return (next, new)
    }
}
