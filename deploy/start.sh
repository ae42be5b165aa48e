#!/bin/sh
# Starts Chartroom from settings: writes them into the deployment blocks of a copy of nginx.conf and
# becomes nginx with that copy. nginx.conf itself stays as it is.
#
#     REGISTRIES="registry.example.org:5000 ghcr.io" NAMES=charts.example.org sh deploy/start.sh
#
#     start.sh          checks the settings, then starts
#     start.sh check    checks the settings, and what they make of nginx.conf, with `nginx -t`
#     start.sh print    prints the configuration, for an nginx that is started without this script
#     start.sh health   succeeds if the running site answers
#
# Settings are variables of the environment, or lines NAME=value of the file that SETTINGS names;
# the file wins. docs/deployment.md says what each of them takes.

# Settings are lists of words, and are meant to be split; -f keeps a * in them from being a pattern.
# shellcheck disable=SC2086
set -efu

LISTS='REGISTRIES REGISTRY_ADDRESSES REGISTRY_HOSTS TOKEN_PATHS STORAGE CHART_REPOSITORIES DIRECT'
LISTS="$LISTS IMAGES NAMES LISTEN TRUSTED_PROXIES RESOLVER RELAY_PORTS"
SINGLE='TLS_CERTIFICATE TLS_KEY PASSWORDS SIGN_IN_IN_FRONT AUTHORITIES RUN_AS STATE LOGS'

HOST='([a-z0-9_][a-z0-9._-]*|\[[0-9a-f:.]+\])'
PORT='(:[1-9][0-9]{0,4})'
ORIGIN="https?://$HOST$PORT?"
ADDRESS="$ORIGIN(/[A-Za-z0-9._~%=+:@,-]+)*"
IP='([0-9]{1,3}(\.[0-9]{1,3}){3}|\[[0-9a-f:.]+\])'

here=$(cd "$(dirname "$0")" && pwd)
home=$(dirname "$here")
PATH=$PATH:/usr/sbin:/usr/local/sbin
newline='
'
tab=$(printf '\t')
faults=
edits=

main() {
  for setting in $LISTS $SINGLE; do eval "$setting=\${$setting-}"; done
  [ -z "${SETTINGS-}" ] || read_file
  STATE=${STATE:-$home}
  folder=$STATE/.chartroom
  conf=$folder/nginx.conf
  [ "$1" != health ] || ask_whether_it_answers
  check
  [ -z "$faults" ] || refuse
  case $1 in
    print) trust && configuration ;;
    check) write && nginx -p "$STATE" -c "$conf" -e stderr -t ;;
    start)
      write
      nginx -p "$STATE" -c "$conf" -e stderr -t -q
      exec nginx -p "$STATE" -c "$conf" -e stderr -g 'daemon off;'
      ;;
    *) wrong start.sh "knows check, print and health, not \"$1\"" && refuse ;;
  esac
}

# -- Reading ---------------------------------------------------------------------------------------

# An indented line goes on with the value above it; # begins a comment. Nothing in the file is run.
read_file() {
  if [ ! -f "$SETTINGS" ] || [ ! -r "$SETTINGS" ]; then
    wrong SETTINGS "the file $SETTINGS can't be read"
    refuse
  fi
  carriage_return=$(printf '\r')
  name=
  read=' '
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%"$carriage_return"}
    text=$(trim "$line")
    case $text in
      '' | '#'*) continue ;;
      *=*) ;;
      *) [ "$text" != "$line" ] || { wrong SETTINGS "the line \"$text\" lacks a =" && continue; } ;;
    esac
    if [ -n "$name" ] && [ "${line#[ "$tab"]}" != "$line" ]; then
      eval "$name=\"\$$name \$text\""
      continue
    fi
    name=$(trim "${text%%=*}")
    case " $LISTS $SINGLE " in
      *" $name "*) ;;
      *) wrong SETTINGS "there is no setting \"$name\"" && name= && continue ;;
    esac
    case $read in
      *" $name "*) wrong "$name" 'stands twice in the file' ;;
    esac
    read="$read$name "
    value=$(trim "${text#*=}")
    case $value in
      \"*\" | \'*\') value=${value#?} && value=${value%?} ;;
    esac
    eval "$name=\$value"
  done <"$SETTINGS"
}

trim() { printf '%s\n' "$1" | sed "s/^[ $tab]*//; s/[ $tab]*\$//"; }

# -- Checking the settings, and noting what they change --------------------------------------------

check() {
  registries
  further_hosts
  other_places
  site
  sign_in
  machine
}

registries() {
  each REGISTRIES "$HOST$PORT?" 'a registry stands as in references: host or host:port, in lower case'
  for registry in $REGISTRIES; do
    case $registry in
      localhost | localhost:*) row registry_address "$registry" "$(address_of "http://$registry")" ;;
      *[.:]*) ;;
      *) wrong REGISTRIES "\"$registry\" has neither a dot nor a port: in references that is no registry" ;;
    esac
  done
  [ -z "$REGISTRIES" ] || row proxied default "'$(json $REGISTRIES)'"
  each REGISTRY_ADDRESSES "$HOST$PORT?=$ORIGIN" \
    'wanted is registry=address, the address with http:// or https:// and without a path'
  for pair in $REGISTRY_ADDRESSES; do
    known REGISTRY_ADDRESSES "${pair%%=*}" "$REGISTRIES $(keys_of $REGISTRY_HOSTS)" \
      'neither in REGISTRIES nor in REGISTRY_HOSTS'
    row registry_address "${pair%%=*}" "$(address_of "${pair#*=}")"
  done
}

further_hosts() {
  each REGISTRY_HOSTS "$HOST$PORT?=$HOST$PORT?" \
    'wanted is host=registry, for instance auth.example.org=registry.example.org'
  for pair in $REGISTRY_HOSTS; do
    known REGISTRY_HOSTS "${pair#*=}" "$REGISTRIES" 'not in REGISTRIES'
    row listed_as "${pair%%=*}" "\"${pair#*=}\""
  done
  each TOKEN_PATHS '(/[A-Za-z0-9._~-]+)+' \
    'wanted is a path such as /oauth/token, without a query and without a slash at its end'
  for path in $TOKEN_PATHS; do row is_token_service "$path" 1; done
  each STORAGE "$HOST$PORT?=$ORIGIN" \
    'wanted is registry=origin, for instance registry.example.org=https://bucket.example.org'
  for pair in $STORAGE; do
    known STORAGE "${pair%%=*}" "$REGISTRIES" 'not in REGISTRIES'
    row redirect_is_allowed "${pair%%=*} ${pair#*=}" 1
  done
}

other_places() {
  each CHART_REPOSITORIES "$ADDRESS" \
    'wanted is an address with http:// or https://, as in Chart.yaml, without a slash at its end'
  [ -z "$CHART_REPOSITORIES" ] || row repositories default "'$(json $CHART_REPOSITORIES)'"
  each DIRECT "$ORIGIN" 'wanted is an origin: http:// or https://, a host, a port, no path'
  # As shipped, the page may reach the registry of `npm start`.
  [ -z "$DIRECT$REGISTRIES" ] || row direct default "'$(in_a_line $DIRECT)'"
  each IMAGES "https?://(\*\.)?$HOST$PORT?" \
    'wanted is an origin, with https://*.example.org for all below a domain'
  [ -z "$IMAGES" ] || row images default "'$(in_a_line $IMAGES)'"
}

site() {
  each NAMES "$HOST" \
    'wanted is a name that people open the site by, without scheme and port, in lower case'
  for name in $NAMES; do
    case $name in
      default | volatile | include | hostnames) wrong NAMES "\"$name\" is a word of nginx" ;;
    esac
    row site_is_known "$name" 1
  done
  case ${TLS_CERTIFICATE:+certificate}${TLS_KEY:+key} in
    certificate) wrong TLS_KEY 'is missing; TLS_CERTIFICATE is set' ;;
    key) wrong TLS_CERTIFICATE 'is missing; TLS_KEY is set' ;;
    certificatekey) LISTEN=${LISTEN:-443} ;;
  esac
  each LISTEN "(($IP|\*):)?[1-9][0-9]{0,4}" 'wanted is a port, or address:port'
  for address in $LISTEN; do line listen "        listen $address${TLS_KEY:+ ssl http2};"; done
  if file_of TLS_CERTIFICATE; then line listen "        ssl_certificate \"$TLS_CERTIFICATE\";"; fi
  if file_of TLS_KEY; then line listen "        ssl_certificate_key \"$TLS_KEY\";"; fi
  if takes_path dist "$home"; then line root "        root \"$home/dist\";"; fi
  each TRUSTED_PROXIES '([0-9.]+|[0-9a-f:.]+)(/[0-9]{1,3})?' \
    'wanted is an address or a network, for instance 10.0.0.0/8'
  for network in $TRUSTED_PROXIES; do line root "        set_real_ip_from $network;"; done
  [ -z "$TRUSTED_PROXIES" ] || line root '        real_ip_header X-Forwarded-For;'
}

sign_in() {
  case $SIGN_IN_IN_FRONT in
    '' | no) ;;
    yes) row site_wants_sign_in default 1 ;;
    *) wrong SIGN_IN_IN_FRONT "\"$SIGN_IN_IN_FRONT\" is neither yes nor no" ;;
  esac
  file_of PASSWORDS || return 0
  grep -Eq '^[^#:]+:.' "$PASSWORDS" ||
    wrong PASSWORDS "$PASSWORDS has no line user:hash; htpasswd -B makes one"
  row site_wants_sign_in default 1
  line root '        auth_basic "Chartroom";'
  line root "        auth_basic_user_file \"$PASSWORDS\";"
}

# What belongs to the machine, and is found out where it isn't set.
machine() {
  each RESOLVER "$IP$PORT?|(ipv6|ipv4)=(on|off)|valid=[0-9]+s" \
    'wanted is the address of a name server, an IPv6 address in [ ]'
  RESOLVER=${RESOLVER:-$(name_server)}
  case $RESOLVER in
    '') ;;
    *ipv6=*) line resolver "    resolver $(in_a_line $RESOLVER);" ;;
    *) line resolver "    resolver $(in_a_line $RESOLVER) ipv6=off;" ;;
  esac
  file_of AUTHORITIES || true
  each RELAY_PORTS '[1-9][0-9]{0,4}' 'wanted are two free ports of this machine'
  set -- $RELAY_PORTS
  case $# in
    0) ;;
    2) edits="${edits}ports$tab$1$tab$2$newline" ;;
    *) wrong RELAY_PORTS "two ports are wanted, not $#" ;;
  esac
  case $LOGS in
    '' | files) ;;
    stdout) (: >>/dev/stdout) 2>/dev/null ||
      wrong LOGS "nginx can't open this stdout by its name; take files, or put a pipe there, | cat" ;;
    *) wrong LOGS "\"$LOGS\" is neither files nor stdout" ;;
  esac
  takes_path STATE "$STATE" || true
  # Only root can become another user; nginx warns of the line otherwise.
  if [ "$(id -u)" != 0 ]; then
    line user ''
  elif [ -n "$RUN_AS" ]; then
    id -u "$RUN_AS" >/dev/null 2>&1 || wrong RUN_AS "there is no user \"$RUN_AS\""
    line user "user $RUN_AS;"
  fi
}

# The first one in resolv.conf(5), as nginx writes it.
name_server() {
  sed -n 's/^nameserver[[:space:]]*\([0-9.]*\)[[:space:]]*$/\1/p
    s/^nameserver[[:space:]]*\([0-9a-fA-F]*:[0-9a-fA-F:.]*\)[[:space:]]*$/[\1]/p' \
    /etc/resolv.conf 2>/dev/null | head -n 1
}

# nginx asks a name server for every name, and that needn't know this machine's own.
address_of() { echo "$1" | sed 's,^\(https*://\)localhost\(:[0-9]*\)*$,\1127.0.0.1\2,'; }

keys_of() { for pair; do echo "${pair%%=*}"; done; }

in_a_line() { echo "$*"; }

json() {
  list=
  for word; do list="$list${list:+, }\"$word\""; done
  echo "[$list]"
}

# each NAME PATTERN ADVICE: every word of the setting is as the pattern says, in full.
each() {
  eval "value=\$$1"
  for word in $value; do
    printf '%s\n' "$word" | grep -Eqx -e "$2" || wrong "$1" "\"$word\" won't do; $3"
    for port in $(printf '%s\n' "$word" | grep -Eo '(^|:)[0-9]+(=|$)' | tr -d ':='); do
      [ "$port" -le 65535 ] || wrong "$1" "\"$word\" won't do; ports end at 65535"
    done
  done
}

# known NAME WORD LIST PROBLEM: the word is in the list.
known() {
  case " $(in_a_line $3) " in
    *" $2 "*) ;;
    *) wrong "$1" "\"$2\" is $4" ;;
  esac
}

# Whether the setting names a file; one that can't be read is wrong.
file_of() {
  eval "value=\$$1"
  [ -n "$value" ] && takes_path "$1" "$value" || return 1
  [ -f "$value" ] && [ -r "$value" ] && return 0
  wrong "$1" "the file $value can't be read"
  return 1
}

# Whether nginx takes the path as it stands.
takes_path() {
  case $2 in
    *[\"\$\\\;{}]* | *"$newline"* | *"$tab"*) wrong "$1" "nginx takes no path with such signs: $2" ;;
    /*) return 0 ;;
    *) wrong "$1" "the path $2 doesn't begin with /" ;;
  esac
  return 1
}

wrong() { faults="$faults  $1: $2$newline"; }

refuse() {
  printf "Chartroom doesn't start:\n%s" "$faults" >&2
  exit 78 # EX_CONFIG in sysexits.h
}

# row MAP KEY VALUE: a row of a map, in place of the one with that key.
row() { edits="${edits}row$tab\$$1$tab$2$tab$3$newline"; }

# line DIRECTIVE LINE: a line in place of the directive; called again, a further line below it.
line() { edits="${edits}line$tab$1$tab$2$newline"; }

# -- Writing ---------------------------------------------------------------------------------------

# The folder is the one that nginx keeps its own files in.
write() {
  if ! mkdir -p "$folder" 2>/dev/null || [ ! -w "$folder" ]; then
    wrong STATE "the folder $STATE can't be written to; name one that can"
    refuse
  fi
  trust
  configuration >"$conf.new"
  mv "$conf.new" "$conf"
  [ "$LOGS" = stdout ] || return 0
  ln -sf /dev/stdout "$folder/access.log"
  ln -sf /dev/stderr "$folder/error.log"
}

configuration() { printf '%s' "$edits" | awk -f "$here/block.awk" - "$home/nginx.conf"; }

# The authorities are those of the system, wherever it keeps them, and in addition yours.
trust() {
  authorities=/etc/ssl/certs/ca-certificates.crt
  for elsewhere in /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
    [ -r "$authorities" ] || authorities=$elsewhere
  done
  if [ -n "$AUTHORITIES" ]; then
    mkdir -p "$folder"
    cat $authorities "$AUTHORITIES" >"$folder/authorities.pem"
    authorities=$folder/authorities.pem
  fi
  line proxy_ssl_trusted_certificate "    proxy_ssl_trusted_certificate \"$authorities\";"
}

# -- Health ----------------------------------------------------------------------------------------

# /config.json is served to everybody, also where a password stands in front.
ask_whether_it_answers() {
  set -- ${LISTEN:-${TLS_KEY:+443}}
  case ${1-} in
    '') address=127.0.0.1:8080 ;;
    127.*:*) address=$1 ;;
    *) address=127.0.0.1:${1##*:} ;;
  esac
  address=http${TLS_KEY:+s}://$address/config.json
  if command -v curl >/dev/null; then
    curl -fsSk -m 3 -o /dev/null "$address"
  else
    wget -q ${TLS_KEY:+--no-check-certificate} -O /dev/null "$address"
  fi
  exit
}

main "${1-start}"
