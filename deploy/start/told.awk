# Says by the setting's name what nginx refuses, for start.sh: reads what `nginx -t` prints, and
# prints lines `  SETTING: words`. `relay` has the two ports of the relay.

/ bind\(\) to / {
    address = $0
    sub(/.* bind\(\) to /, "", address)
    sub(/ failed.*/, "", address)
    if (/ermission denied/) say(setting_of(address), "only root may listen at " address "; take a port from 1024 on")
    else say(setting_of(address), "this machine can't listen at " address "; it has no such address")
}
/ a duplicate listen / {
    address = $0
    sub(/.* a duplicate listen /, "", address)
    sub(/ in .*/, "", address)
    say(setting_of(address), address " stands twice; the ports of LISTEN and RELAY_PORTS must differ")
}
/key values mismatch/ { say("TLS_KEY", "this key isn't the one of TLS_CERTIFICATE") }
/ cannot load certificate "/ { say("TLS_CERTIFICATE", "nginx reads no certificate there") }
/ cannot load certificate key / { say("TLS_KEY", "nginx reads no key there") }

function setting_of(address) {
    sub(/.*:/, "", address)
    return index(" " relay " ", " " address " ") ? "RELAY_PORTS" : "LISTEN"
}

function say(setting, words) { print "  " setting ": " words }
