/// Keys of services that watch programs, networks and their dangers, without a form of their own.
let vendorMonitoringRules: [Rule] = [
    .vendorKey(
        "datadog-key",
        "Datadog API or application key",
        ["datadog", "dd_api", "dd_app", "dd-api", "dd-app", "ddog"],
        fullNames: ["dd-api-key", "dd-application-key", "dd_api_key", "dd_app_key"],
        .hex(32),
        .hex(40),
        .run(.base62, 34...40, prefix: "ddapp_")
    ),
    .vendorKey("sentry-legacy-token", "Sentry token of the first form", ["sentry"], .hex(64), .hex(32)),
    .vendorKey(
        "newrelic-legacy-key",
        "New Relic key known by its name",
        ["newrelic", "new_relic", "new-relic"],
        .hex(40),
        .run(.lower, 64)
    ),
    .vendorKey(
        "honeycomb-legacy-key",
        "Honeycomb key of the first form",
        ["honeycomb"],
        fullNames: ["x-honeycomb-team"],
        .hex(32),
        .run(.base62, 22)
    ),
    .vendorKey(
        "pagerduty-key",
        "PagerDuty key",
        ["pagerduty", "pager_duty", "pd_api"],
        fullNames: ["routing_key", "pagerduty_routing_key"],
        .hex(32),
        .run(ByteClass("A-Za-z0-9_+-"), 20),
        .run(.base62, 32)
    ),
    .vendorKey("opsgenie-key", "Opsgenie key", ["opsgenie", "geniekey"], fullNames: ["geniekey"], .uuid),
    .vendorKey(
        "rollbar-token",
        "Rollbar token",
        ["rollbar"],
        fullNames: ["x-rollbar-access-token"],
        .hex(32),
        .hex(128)
    ),
    .vendorKey("bugsnag-key", "Bugsnag key", ["bugsnag"], .hex(32), .uuid),
    .vendorKey("airbrake-key", "Airbrake key", ["airbrake"], .hex(32), .hex(40)),
    .vendorKey("raygun-key", "Raygun key", ["raygun"], .run(.anyBase64, 24), .run(.base62, 22)),
    .vendorKey("honeybadger-key", "Honeybadger key", ["honeybadger"], .hex(32), .hex(8), .run(.base62, 20)),
    .vendorKey("mezmo-key", "Mezmo or LogDNA key", ["mezmo", "logdna"], .hex(32), .run(.base62, 32)),
    .vendorKey("loggly-token", "Loggly token", ["loggly"], .uuid),
    .vendorKey("papertrail-token", "Papertrail token", ["papertrail"], .run(.base62, 18...20)),
    .vendorKey("sumologic-key", "Sumo Logic access key", ["sumologic", "sumo_"], .run(.base62, 64)),
    .vendorKey("splunk-token", "Splunk token", ["splunk", "signalfx", "sfx_"], .uuid, .run(.base64URL, 22)),
    .vendorKey(
        "betterstack-token",
        "Better Stack token",
        ["betterstack", "better_stack", "betteruptime", "logtail"],
        .run(.base62, 24)
    ),
    .vendorKey("logzio-token", "Logz.io token", ["logzio", "logz_io", "logz.io"], .run(.base62, 32), .uuid),
    .vendorKey("statuspage-key", "Statuspage key", ["statuspage"], .uuid, .hex(64)),
    .vendorKey(
        "uptimerobot-key",
        "UptimeRobot key",
        ["uptimerobot", "uptime_robot"],
        .run(ByteClass("0-9a-f-"), 30...42, prefix: "u"),
        .run(ByteClass("0-9a-f-"), 30...42, prefix: "ur"),
        .run(ByteClass("0-9a-f-"), 30...42, prefix: "m")
    ),
    .vendorKey("cronitor-key", "Cronitor key", ["cronitor"], .hex(32)),
    .vendorKey("pingdom-token", "Pingdom token", ["pingdom"], .run(.base64URL, 64...90)),
    .vendorKey("appdynamics-key", "AppDynamics key", ["appdynamics"], .run(.lower, 12...36), .uuid),
    .vendorKey("instana-key", "Instana key", ["instana"], .run(.base64URL, 22)),
    .vendorKey("optimizely-token", "Optimizely token", ["optimizely"], .run(.base64URL, 54)),
    .vendorKey("unleash-token", "Unleash token", ["unleash"], .run(ByteClass("A-Za-z0-9:*._-"), 60...140)),
    .vendorKey(
        "configcat-key",
        "ConfigCat key",
        ["configcat"],
        .run(ByteClass("A-Za-z0-9_/-"), 45),
        .run(ByteClass("A-Za-z0-9_/-"), 68)
    ),
    .vendorKey("split-key", "Split key", ["splitio", "split_"], .run(.lower, 52...54)),
    .vendorKey("amplitude-key", "Amplitude secret key", ["amplitude"], .hex(32)),
    .vendorKey("mixpanel-secret", "Mixpanel secret", ["mixpanel"], .hex(32)),
    .vendorKey(
        "segment-key",
        "Segment write key",
        ["segment_", "segment-", "segmentwrite"],
        .run(.base62, 32)
    ),
    .vendorKey("rudderstack-key", "RudderStack key", ["rudder"], .run(.base62, 27)),
    .vendorKey("matomo-token", "Matomo token", ["matomo", "piwik"], .hex(32)),
    .vendorKey("shodan-key", "Shodan key", ["shodan"], .run(.base62, 32)),
    .vendorKey(
        "virustotal-key",
        "VirusTotal key",
        ["virustotal", "vt_api", "x-apikey"],
        fullNames: ["x-apikey"],
        .hex(64)
    ),
    .vendorKey("censys-secret", "Censys secret", ["censys"], .run(.base62, 32)),
    .vendorKey("abuseipdb-key", "AbuseIPDB key", ["abuseipdb"], .hex(80)),
    .vendorKey("urlscan-key", "urlscan.io key", ["urlscan"], .uuid),
    .vendorKey("securitytrails-key", "SecurityTrails key", ["securitytrails"], .run(.base62, 32)),
    .vendorKey("haveibeenpwned-key", "Have I Been Pwned key", ["hibp"], .hex(32)),
    .vendorKey("otx-key", "AlienVault OTX key", ["alienvault", "otx_"], .hex(64)),
    .vendorKey("tenable-key", "Tenable key", ["tenable", "nessus"], .hex(64)),
    .vendorKey("crowdstrike-secret", "CrowdStrike secret", ["crowdstrike", "falcon_"], .run(.base62, 40)),
    .vendorKey("ipinfo-token", "IPinfo token", ["ipinfo"], .run(.lowerHex, 14)),
    .vendorKey(
        "ipstack-key",
        "ipstack or ipapi key",
        ["ipstack", "ipapi", "apilayer"],
        .hex(32),
        .run(.base62, 32)
    ),
    .vendorKey("meraki-key", "Cisco Meraki key", ["meraki"], .hex(40)),
]
