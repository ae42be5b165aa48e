module chartroom/tests/interop/template-tree

go 1.21
