/// Keys of services for work, trade, maps and media, without a form of their own.
let vendorWorkRules: [Rule] = [
    Rule(
        "asana-access-token",
        "Asana personal access token",
        .run(
            [18, 19, 20, 34, 35, 36, 37, 38].map { RunShape(32...32, before: ":", lead: $0) },
            expression: "[012]/[0-9]{15,17}(?:/[0-9]{15,17})?:[0-9a-f]{32}(?![0-9A-Za-z])"
        ),
        form: "`1/` or `2/`, one or two numbers of 15 to 17 digits, `:` and 32 of `0-9a-f`"
    ),
    .vendorKey(
        "asana-token",
        "Asana token or secret",
        ["asana"],
        .run(ByteClass("0-9a-f/:"), 40...80, prefix: "1/"),
        .run(ByteClass("0-9a-f/:"), 40...80, prefix: "2/"),
        .run(ByteClass("0-9a-f/:"), 40...80, prefix: "0/"),
        .hex(32)
    ),
    .vendorKey(
        "atlassian-legacy-token",
        "Atlassian token of the first form",
        ["atlassian", "jira", "confluence"],
        .run(.base62, 24),
        .run(ByteClass("A-Za-z0-9+/"), 44)
    ),
    .vendorKey("todoist-token", "Todoist token", ["todoist"], .hex(40)),
    .vendorKey("trello-key", "Trello key", ["trello"], .hex(32), .hex(64)),
    .vendorKey("shortcut-token", "Shortcut token", ["shortcut_", "clubhouse_"], .uuid),
    .vendorKey("linear-secret", "Linear client secret", ["linear_"], .hex(32)),
    .vendorKey("miro-token", "Miro token", ["miro_"], .run(.base64URL, 27)),
    .vendorKey("webflow-token", "Webflow token", ["webflow"], .hex(64)),
    .vendorKey("contentful-key", "Contentful delivery key", ["contentful"], .run(.base64URL, 43)),
    .vendorKey("strapi-token", "Strapi token", ["strapi"], .hex(256)),
    .vendorKey(
        "storyblok-token",
        "Storyblok token",
        ["storyblok"],
        .run(.base62, 22...24),
        .run(ByteClass("A-Za-z0-9-"), 50...60)
    ),
    .vendorKey("datocms-token", "DatoCMS token", ["datocms", "dato_"], .hex(30)),
    .vendorKey("buttercms-key", "ButterCMS key", ["buttercms", "butter_"], .hex(40)),
    .vendorKey(
        "hubspot-legacy-key",
        "HubSpot key of the first form",
        ["hubspot", "hapikey"],
        fullNames: ["hapikey"],
        .uuid
    ),
    .vendorKey("pipedrive-token", "Pipedrive token", ["pipedrive"], .hex(40)),
    .vendorKey("freshbooks-token", "FreshBooks token", ["freshbooks"], .hex(64)),
    .vendorKey(
        "airtable-legacy-key",
        "Airtable key of the first form",
        ["airtable"],
        .run(.base62, 14, prefix: "key")
    ),
    .vendorKey("coda-token", "Coda token", ["coda_"], .uuid),
    .vendorKey("smartsheet-token", "Smartsheet token", ["smartsheet"], .run(.base62, 26), .run(.base62, 37)),
    .vendorKey("jotform-key", "Jotform key", ["jotform"], .hex(32)),
    .vendorKey("calendly-key", "Calendly key", ["calendly"], .run(.base62, 32), .run(.base64URL, 43)),
    .vendorKey("hellosign-key", "Dropbox Sign key", ["hellosign", "dropbox_sign"], .hex(64)),
    .vendorKey(
        "dropbox-secret",
        "Dropbox app secret or token",
        ["dropbox"],
        .run(.lower, 15),
        .run(.base64URL, 64)
    ),
    .vendorKey(
        "box-secret",
        "Box client secret or token",
        ["box_client", "box_access", "box_token", "box_api", "box_developer"],
        .run(.base62, 32)
    ),
    .vendorKey("pandadoc-key", "PandaDoc key", ["pandadoc"], .hex(40)),
    .vendorKey("toggl-token", "Toggl token", ["toggl"], .hex(32)),
    .vendorKey("clockify-key", "Clockify key", ["clockify"], .run(.base62, 48)),
    .vendorKey("bamboohr-key", "BambooHR key", ["bamboohr", "bamboo_hr"], .hex(40)),
    .vendorKey("discourse-key", "Discourse key", ["discourse"], .hex(64)),
    .vendorKey("etsy-key", "Etsy key", ["etsy"], .run(.lower, 24)),
    .vendorKey("bigcommerce-token", "BigCommerce token", ["bigcommerce"], .run(.lower, 31...40)),
    .vendorKey("squarespace-key", "Squarespace key", ["squarespace"], .uuid),
    .vendorKey(
        "square-legacy-token",
        "Square token known by its name",
        ["square_", "squareup"],
        .run(.base64URL, 60, prefix: "EAAA"),
        .run(.base64URL, 60...64)
    ),
    .vendorKey("shopify-legacy-secret", "Shopify secret known by its name", ["shopify"], .hex(32)),
    .vendorKey(
        "mapbox-legacy-token",
        "Mapbox token known by its name",
        ["mapbox_secret", "mapbox_download", "mapbox_private"],
        .run(.dotted, 60...120, prefix: "pk.")
    ),
    .vendorKey("here-key", "HERE key", ["here_api", "here_access", "heremaps"], .run(.base64URL, 43)),
    .vendorKey("tomtom-key", "TomTom key", ["tomtom"], .run(.base62, 32)),
    .vendorKey("openweather-key", "OpenWeather key", ["openweather", "owm_", "open_weather"], .hex(32)),
    .vendorKey("yelp-key", "Yelp key", ["yelp"], .run(.base64URL, 128)),
    .vendorKey(
        "foursquare-key",
        "Foursquare key",
        ["foursquare"],
        .run(.upper, 48),
        .run(.base64, 47, prefix: "fsq3")
    ),
    .vendorKey("giphy-key", "Giphy key", ["giphy"], .run(.base62, 32)),
    .vendorKey("unsplash-key", "Unsplash key", ["unsplash"], .run(.base64URL, 43), .hex(64)),
    .vendorKey("pexels-key", "Pexels key", ["pexels"], .run(.base62, 56)),
    .vendorKey("flickr-secret", "Flickr key or secret", ["flickr"], .hex(32), .hex(16)),
    .vendorKey("tmdb-key", "TMDB key", ["tmdb", "themoviedb"], .hex(32)),
    .vendorKey("tinify-key", "TinyPNG key", ["tinify", "tinypng"], .run(.base62, 32)),
    .vendorKey("removebg-key", "remove.bg key", ["removebg", "remove_bg", "remove.bg"], .run(.base62, 24)),
    .vendorKey("newsapi-key", "NewsAPI key", ["newsapi", "news_api"], .hex(32)),
    .vendorKey("nytimes-key", "New York Times key", ["nytimes"], .run(.base62, 32)),
    .vendorKey("nasa-key", "NASA key", ["nasa_api"], .run(.base62, 40)),
    .vendorKey("hunter-key", "Hunter key", ["hunter_", "hunter.io"], .hex(40)),
    .vendorKey("particle-token", "Particle token", ["particle_"], .hex(40)),
    .vendorKey(
        "plex-token",
        "Plex token",
        ["plex_", "x-plex-token"],
        fullNames: ["x-plex-token"],
        .run(.base64URL, 20)
    ),
    .vendorKey("steam-key", "Steam key", ["steam_"], .run(ByteClass("0-9A-F"), 32)),
    .vendorKey("blynk-token", "Blynk token", ["blynk"], .run(.base64URL, 32)),
]
