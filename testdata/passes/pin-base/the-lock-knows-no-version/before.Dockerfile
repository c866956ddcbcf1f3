FROM quay.io/example/assets
