module chartroom/tests/interop/template-tree

go 1.23

require chartroom/tests/interop/lines v0.0.0

replace chartroom/tests/interop/lines => ../lines
