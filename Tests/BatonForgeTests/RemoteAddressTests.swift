import BatonForge
import Testing

@Suite struct RemoteAddressTests {
    @Test(
        "host and path are read from every form of address",
        arguments: [
            ("https://github.com/owner/name.git", "github.com", "owner/name"),
            ("https://user:secret@GitHub.com/owner/name/", "github.com", "owner/name"),
            ("git@github.com:owner/name.git", "github.com", "owner/name"),
            ("ssh://git@gitlab.example.org:2222/group/sub/name", "gitlab.example.org", "group/sub/name"),
            ("https://code.example.org:8443/owner/name", "code.example.org:8443", "owner/name"),
            ("host:/owner/name.git", "host", "owner/name"),
        ]
    )
    func read(address: String, host: String, path: String) {
        let read = RemoteAddress(address)
        #expect(read?.host == host)
        #expect(read?.path == path)
    }

    @Test(
        "what is no address of a forge is none",
        arguments: [
            "", "/srv/git/name.git", "../name", "file:///srv/name", "https://github.com/owner",
            "https:///a/b",
            "git@-oProxyCommand=x:owner/name", "https://github.com/a/../b", "ext::sh -c x",
            "https://host/a b/c",
            "./a:b/c",
        ]
    )
    func refused(address: String) { #expect(RemoteAddress(address) == nil) }
}
