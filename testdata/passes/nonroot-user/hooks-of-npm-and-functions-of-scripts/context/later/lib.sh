prepare() {
  mkdir -p /etc/app
}
