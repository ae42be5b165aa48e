# Changes the deployment blocks of nginx.conf, for start.sh: reads edits, then the configuration,
# and prints it. An edit is a line with tabs:
#
#     row    MAP     KEY   VALUE    a row of a map, in place of the one with that key
#     line   NAME    LINE           a line in place of the first directive of that name; further
#                                   lines for the same name follow it, an empty one is left out
#     ports  FIRST   SECOND         the ports of the relay

BEGIN { FS = "\t" }

FNR == 1 { file++ }

file == 1 && $1 == "row" {
    if (!(($2, $3) in row)) order[$2] = order[$2] "\t" $3
    row[$2, $3] = "        \"" $3 "\" " $4 ";\n"
    wanted[$2]
    next
}
file == 1 && $1 == "line" {
    line[$2] = line[$2] ($3 == "" ? "" : $3 "\n")
    wanted[$2]
    next
}
file == 1 && $1 == "ports" { port[1] = $2; port[2] = $3; wanted["ports"]; next }

/^# --- deployment -+$/ { inside = "block" }
/^# --- deployment of the relay -+$/ { inside = "relay" }
/^# --- end of deployment/ { inside = "" }

inside == "block" && match($0, /^ +map .*\$[a-z_]+ \{$/) {
    map = $0
    sub(/^.*\$/, "$", map)
    sub(/ .*/, "", map)
}

inside == "block" && map != "" && /^ +\}$/ {
    count = split(order[map], keys, "\t")
    for (i = 2; i <= count; i++) printf "%s", row[map, keys[i]]
    done[map]
    map = ""
}

inside == "block" && map != "" && ((map, key_of($0)) in row) {
    skipping = 1
}

inside == "block" && map == "" {
    name = $0
    sub(/^ +/, "", name)
    sub(/ .*/, "", name)
    if (name in line && !(name in done)) {
        printf "%s", line[name]
        done[name]
        next
    }
}

inside == "relay" && "ports" in wanted {
    while (match($0, /127\.0\.0\.1:[0-9]+/)) {
        shipped = substr($0, RSTART + 10, RLENGTH - 10)
        if (!(shipped in place)) place[shipped] = ++places
        printf "%s%s", substr($0, 1, RSTART + 9), port[place[shipped]]
        $0 = substr($0, RSTART + RLENGTH)
    }
    done["ports"]
}

# A value may go on over several lines.
skipping {
    if (/;[^"']*$/) skipping = 0
    next
}

{ print }

END {
    for (name in wanted) if (!(name in done)) {
        print "nginx.conf has no " name " in its deployment block" > "/dev/stderr"
        exit 1
    }
}

# The key of a map's row, without its quotes.
function key_of(text) {
    sub(/^ +/, "", text)
    if (substr(text, 1, 1) != "\"") { sub(/ .*/, "", text); return text }
    text = substr(text, 2)
    sub(/".*/, "", text)
    return text
}
