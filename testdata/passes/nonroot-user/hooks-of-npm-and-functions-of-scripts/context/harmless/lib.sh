main() {
  prepare
  exec python app.py
}
prepare() {
  mkdir -p /tmp/app
}
