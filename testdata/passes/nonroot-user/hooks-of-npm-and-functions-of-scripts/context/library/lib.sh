main() {
  chown -R www-data data
  exec python app.py
}
