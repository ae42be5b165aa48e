module chartroom/tests/interop/schema

go 1.25.0

require github.com/santhosh-tekuri/jsonschema/v6 v6.0.3

require golang.org/x/text v0.40.0 // indirect

require chartroom/tests/interop/lines v0.0.0

replace chartroom/tests/interop/lines => ../lines
