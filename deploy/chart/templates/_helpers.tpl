{{/* The name of the chart's objects. */}}
{{- define "chartroom.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* By these the pods are found; they never change. */}}
{{- define "chartroom.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "chartroom.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "chartroom.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "chartroom.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "chartroom.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "chartroom.image" -}}
{{- $tag := printf ":%s" (default .Chart.AppVersion .Values.image.tag) -}}
{{- with .Values.image.digest -}}{{- $tag = printf "@%s" . -}}{{- end -}}
{{- printf "%s%s" .Values.image.repository $tag -}}
{{- end -}}

{{- define "chartroom.port" -}}
{{- default (ternary 443 80 (not (empty .Values.tls.existingSecret))) .Values.service.port -}}
{{- end -}}

{{/* The settings of deploy/start.sh, one line each. */}}
{{- define "chartroom.settings" -}}
{{- $name := include "chartroom.fullname" . -}}
{{- $names := list $name (printf "%s.%s" $name .Release.Namespace) (printf "%s.%s.svc" $name .Release.Namespace) -}}
{{- $names = concat $names (default list .Values.names) -}}
{{- if .Values.ingress.enabled -}}{{- $names = concat $names (default list .Values.ingress.hosts) -}}{{- end -}}
{{- if .Values.httpRoute.enabled -}}{{- $names = concat $names (default list .Values.httpRoute.hostnames) -}}{{- end -}}
NAMES={{ uniq $names | join " " }}
LISTEN=8080
{{- if .Values.registries }}
REGISTRIES=
{{- range .Values.registries }} {{ .host }}{{ end }}
{{- end }}
REGISTRY_ADDRESSES=
{{- range .Values.registries }}{{ $of := .host }}{{ with .address }} {{ $of }}={{ . }}{{ end }}{{ end }}
REGISTRY_HOSTS=
{{- range .Values.registries }}{{ $of := .host }}{{ range .hosts }} {{ . }}={{ $of }}{{ end }}{{ end }}
STORAGE=
{{- range .Values.registries }}{{ $of := .host }}{{ range .storage }} {{ $of }}={{ . }}{{ end }}{{ end }}
TOKEN_PATHS={{ join " " .Values.tokenPaths }}
CHART_REPOSITORIES={{ join " " .Values.chartRepositories }}
DIRECT={{ join " " .Values.direct }}
IMAGES={{ join " " .Values.images }}
TRUSTED_PROXIES={{ join " " .Values.trustedProxies }}
RESOLVER={{ .Values.resolver }}
{{- if .Values.signIn.inFront }}
SIGN_IN_IN_FRONT=yes
{{- end }}
{{- if .Values.signIn.existingSecret }}
PASSWORDS=/etc/chartroom/passwords/{{ .Values.signIn.key }}
{{- end }}
{{- if .Values.tls.existingSecret }}
TLS_CERTIFICATE=/etc/chartroom/tls/tls.crt
TLS_KEY=/etc/chartroom/tls/tls.key
{{- end }}
{{- if or .Values.authorities.existingSecret .Values.authorities.existingConfigMap }}
AUTHORITIES=/etc/chartroom/authorities/{{ .Values.authorities.key }}
{{- end }}
{{- end -}}
