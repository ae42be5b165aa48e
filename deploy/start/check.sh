# shellcheck shell=sh disable=SC2086,SC2154,SC2034
# Checks the settings, for ../start.sh, and notes what they change in nginx.conf.

HOST='([a-z0-9_][a-z0-9._-]*|\[[0-9a-f:.]+\])'
PORT='(:[1-9][0-9]{0,4})'
ORIGIN="https?://$HOST$PORT?"
ADDRESS="$ORIGIN(/[A-Za-z0-9._~%=+:@,-]+)*"
IP='([0-9]{1,3}(\.[0-9]{1,3}){3}|\[[0-9a-f:.]+\])'

check() {
  empty
  registries
  further_hosts
  other_places
  site
  sign_in
  machine
}

# A setting that is written and has no value, as a variable that nobody filled in gives it. Where
# that would be the same as leaving it out, and leave a door open, it is refused.
empty() {
  filled REGISTRIES 'the site would serve the registries in nginx.conf'
  filled PASSWORDS 'the site would be open to everybody who reaches it'
  # With one of the two, the other is said to be missing.
  if [ -z "$TLS_CERTIFICATE$TLS_KEY" ]; then
    filled TLS_CERTIFICATE 'the site would speak plain http'
    filled TLS_KEY 'the site would speak plain http'
  fi
  filled RUN_AS 'nginx would work as root'
}

# filled NAME CONSEQUENCE: the setting has a value, or isn't written at all.
filled() {
  case $written in *" $1 "*) ;; *) return 0 ;; esac
  eval "set -- \"\$1\" \"\$2\" \$$1"
  [ $# != 2 ] || wrong "$1" "is written, but empty: $2; give it a value, or take the setting out"
}

registries() {
  each REGISTRIES "$HOST$PORT?" \
    'a registry stands as in references: host or host:port, in lower case, without https:// and path'
  for registry in $good; do
    case $registry in
      localhost | localhost:*) row registry_address "$registry" "$(address_of "http://$registry")" ;;
      *[.:]*) ;;
      *) wrong REGISTRIES "\"$registry\" has neither a dot nor a port: in references that is no registry" ;;
    esac
  done
  [ -z "$REGISTRIES" ] || row proxied default "'$(json $REGISTRIES)'"
  each REGISTRY_ADDRESSES "$HOST$PORT?=$ORIGIN" \
    'wanted is registry=address, the address with http:// or https:// and without a path'
  for pair in $good; do
    known REGISTRY_ADDRESSES "${pair%%=*}" "$REGISTRIES $(keys_of $REGISTRY_HOSTS)" \
      'neither in REGISTRIES nor in REGISTRY_HOSTS'
    row registry_address "${pair%%=*}" "$(address_of "${pair#*=}")"
  done
}

further_hosts() {
  each REGISTRY_HOSTS "$HOST$PORT?=$HOST$PORT?" \
    'wanted is host=registry, for instance auth.example.org=registry.example.org'
  for pair in $good; do
    known REGISTRY_HOSTS "${pair#*=}" "$REGISTRIES" 'not in REGISTRIES'
    row listed_as "${pair%%=*}" "\"${pair#*=}\""
  done
  each TOKEN_PATHS '(/[A-Za-z0-9._~-]+)+' \
    'wanted is a path such as /oauth/token, without a query and without a slash at its end'
  for path in $TOKEN_PATHS; do row is_token_service "$path" 1; done
  each STORAGE "$HOST$PORT?=$ORIGIN" \
    'wanted is registry=origin, for instance registry.example.org=https://bucket.example.org'
  for pair in $good; do
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
  if pem_of TLS_CERTIFICATE CERTIFICATE; then line listen "        ssl_certificate \"$TLS_CERTIFICATE\";"; fi
  if pem_of TLS_KEY 'PRIVATE KEY'; then line listen "        ssl_certificate_key \"$TLS_KEY\";"; fi
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
  file_of PASSWORDS "htpasswd -cB $PASSWORDS ann makes it, for a user ann" || return 0
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
  pem_of AUTHORITIES CERTIFICATE || true
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
    line user "user $RUN_AS;"
    if id -u "$RUN_AS" >/dev/null 2>&1; then
      for path in "$home/dist/index.html" ${PASSWORDS:+"$PASSWORDS"}; do readable "$path"; done
    else
      wrong RUN_AS "there is no user \"$RUN_AS\""
    fi
  fi
}

# Whether the user that nginx works as may read a file: tried where there is a program for it. A
# file that is missing can't be read by any user, and isn't the fault of this one.
readable() {
  [ -e "$1" ] || return 0
  runuser -u "$RUN_AS" -- true 2>/dev/null || return 0
  runuser -u "$RUN_AS" -- test -r "$1" ||
    wrong RUN_AS "$RUN_AS may not read $1, or not go through a folder above it"
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

# each NAME PATTERN ADVICE: every word of the setting is as the pattern says, in full. `good` has
# those that are, so that nothing further is said of the others.
each() {
  eval "value=\$$1"
  good=
  for word in $value; do
    advice=$3
    case $word in *,*) advice="several are separated by spaces; $3" ;; esac
    if ! printf '%s\n' "$word" | grep -Eqx -e "$2"; then
      wrong "$1" "\"$word\" won't do; $advice"
      continue
    fi
    good="$good$word "
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

# file_of NAME [ADVICE]: whether the setting names a file; one that is missing, for which there may
# be advice, or can't be read is wrong.
file_of() {
  eval "value=\$$1"
  [ -n "$value" ] && takes_path "$1" "$value" || return 1
  [ -f "$value" ] && [ -r "$value" ] && return 0
  unusable "$1" "$value" "${2-}"
  return 1
}

# unusable NAME PATH [ADVICE]: what is the matter with a path at which there is nothing to read.
unusable() {
  if [ -d "$2" ]; then
    wrong "$1" "$2 is a folder; a file is wanted"
  elif [ -e "$2" ]; then
    wrong "$1" "the file $2 can't be read"
  else
    wrong "$1" "there is no file $2${3:+; $3}"
  fi
}

# pem_of NAME KIND: whether the setting names a file in PEM with a block of that kind.
pem_of() {
  file_of "$1" || return 1
  if grep -q ENCRYPTED "$value"; then
    wrong "$1" "$value is encrypted; nginx has nobody to ask for its password"
  elif ! grep -q -e "-----BEGIN .*$2-----" "$value"; then
    wrong "$1" "$value has no line -----BEGIN $2-----: PEM is wanted"
  fi
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

# row MAP KEY VALUE: a row of a map, in place of the one with that key.
row() { edits="${edits}row$tab\$$1$tab$2$tab$3$newline"; }

# line DIRECTIVE LINE: a line in place of the directive; called again, a further line below it.
line() { edits="${edits}line$tab$1$tab$2$newline"; }
